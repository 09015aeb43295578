using System.Net;
using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>Spend limits through the door that administrators take, and how they stand in the books.</summary>
internal static class SpendLimits
{
    public static object Organization => new { type = "organization" };

    public static object Workspace(TestGateway gateway) => new { type = "workspace", workspace_id = gateway.Key.ApiKey.Scope.WorkspaceId };

    public static object ApiKey(TestGateway gateway) => new { type = "api_key", api_key_id = gateway.Key.ApiKey.Id };

    public static object Owner(TestGateway gateway) => new { type = "user", user_id = gateway.Key.ApiKey.Owner.Id };

    /// <summary>Its id.</summary>
    /// <param name="cents">As the wire has it; null: no cap.</param>
    public static async Task<string> LimitAsync(
        this TestGateway gateway, object scope, string? cents, string period = "monthly", string mode = "hard", string atCap = "reserve")
    {
        var (status, body) = await gateway.AdminAsync(HttpMethod.Post, "/spend_limits", new { scope, amount = cents, period, mode, at_cap = atCap });
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
        return body.GetProperty("id").GetString()!;
    }

    public static async Task<JsonElement> DoneAsync(this TestGateway gateway, HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await gateway.AdminAsync(method, path, body);
        Assert.True(status == HttpStatusCode.OK, $"{status}: {answer}");
        return answer;
    }

    /// <summary>Every limit that has a share in the books, in every period: what is posted and leased, in nano-dollars.</summary>
    public static async Task<IReadOnlyList<Standing>> StandingsAsync(this TestGateway gateway)
    {
        await using var connection = gateway.Store.Open();
        return (await connection.QueryAsync<Standing>(
            """
            SELECT l.id AS Id, s.period_start_ms AS PeriodStartMs, l.amount_nanos AS Cap, SUM(s.posted_nanos) AS Posted, SUM(s.leased_nanos) AS Leased
            FROM limit_shares s JOIN spend_limits l ON l.number = s.limit_number GROUP BY l.id, s.period_start_ms, l.amount_nanos
            """)).ToList();
    }

    /// <summary>How it stands once the books have everything: posted, and leased after unused leases were given back.</summary>
    public static async Task<Standing> StandingAsync(this TestGateway gateway, string id)
    {
        await gateway.Server.Journal.FlushedAsync(CancellationToken.None);
        return (await gateway.StandingsAsync()).Single(standing => standing.Id == id);
    }
}

internal sealed record Standing
{
    public string Id { get; init; } = "";
    public long PeriodStartMs { get; init; }
    public long? Cap { get; init; }
    public long Posted { get; init; }
    public long Leased { get; init; }
}
