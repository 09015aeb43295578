using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>A gateway whose clock stands still, and short words for spend limits.</summary>
public sealed class LimitFixture : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly AdminFixture _admin = new();

    public FakeTimeProvider Clock => _time.Clock;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public AdminFixture Admin => _admin;

    public TestGateway Gateway => _admin.Gateway;

    public string KeyId => Gateway.Key.ApiKey.Id;

    public string OwnerId => Gateway.Key.ApiKey.Owner.Id;

    public string OrganizationId => Gateway.Server.Policy.Current.Organization.Id.Value;

    public async ValueTask InitializeAsync() => await _admin.StartAsync(_time.Clock);

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    public static Dictionary<string, string> Scope(string type, string? id = null) =>
        id is null ? new() { ["type"] = type } : new() { ["type"] = type, [type + "_id"] = id };

    /// <summary>A key that nobody else of the class uses.</summary>
    public async Task<(string Id, string Secret)> NewKeyAsync()
    {
        var made = await Gateway.CreateKeyAsync("Production", "production", AdminFixture.Service("limited"));
        return (made.ApiKey.Id, made.Secret);
    }

    public Task<JsonElement> SetAsync(Dictionary<string, string> scope, string? amount, string period = "monthly") =>
        Admin.PostAsync("/spend_limits", new { scope, amount, period });

    /// <summary>Audit kinds that an act left, in order.</summary>
    public async Task<T> LeavesAsync<T>(string[] kinds, Func<Task<T>> act)
    {
        var before = Admin.LastSequence();
        var result = await act();
        Assert.Equal(kinds, Admin.EntriesAfter(before).Select(entry => entry.GetProperty("type").GetString()!));
        return result;
    }

    /// <summary>Sends messages and gives what they cost in the books.</summary>
    public async Task<Money> SpendAsync(string secret, int messages = 1)
    {
        var before = (await _time.RowsAsync(Gateway)).Count;
        for (var i = 0; i < messages; i++)
        {
            using var answer = await _time.UntilAsync(Gateway.Http.SendAsync(Gateway.Message(key: secret)), TimeSpan.FromMilliseconds(1));
            Assert.Equal(200, (int)answer.StatusCode);
        }

        var rows = await _time.RowsAsync(Gateway);
        return new Money(rows.Skip(before).Sum(row => row.CostNanos));
    }

    /// <summary>A row as a crash leaves it, written behind the program's back.</summary>
    public string Unresolved(Money worstCase)
    {
        var id = new Claviger.Core.Usage.RequestIds().Next(Now.ToUnixTimeMilliseconds());
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        using var store = Admin.Open();
        store.Execute(
            """
            INSERT INTO usage (request_id, at_ms, workspace, key, owner, model, outcome, status, variant, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos)
            SELECT @bytes, @atMs, w.number, k.number, 1, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, @nanos FROM api_keys k JOIN workspaces w ON w.id = k.workspace_id WHERE k.id = @key;
            INSERT INTO usage_hourly AS sums (bucket, workspace, key, owner, model, variant, requests, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos)
            SELECT at_ms / 3600000, workspace, key, owner, model, variant, 1, 0, 0, 0, 0, 0, 0, cost_nanos FROM usage WHERE request_id = @bytes
                ON CONFLICT (bucket, workspace, key, owner, model, variant) DO UPDATE SET cost_nanos = sums.cost_nanos + excluded.cost_nanos, requests = sums.requests + 1;
            INSERT INTO usage_daily AS sums (bucket, workspace, key, owner, model, variant, requests, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos)
            SELECT at_ms / 86400000, workspace, key, owner, model, variant, 1, 0, 0, 0, 0, 0, 0, cost_nanos FROM usage WHERE request_id = @bytes
                ON CONFLICT (bucket, workspace, key, owner, model, variant) DO UPDATE SET cost_nanos = sums.cost_nanos + excluded.cost_nanos, requests = sums.requests + 1;
            INSERT INTO workspace_hourly AS sums (bucket, workspace, model, variant, requests, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos)
            SELECT at_ms / 3600000, workspace, model, variant, 1, 0, 0, 0, 0, 0, 0, cost_nanos FROM usage WHERE request_id = @bytes
                ON CONFLICT (bucket, workspace, model, variant) DO UPDATE SET cost_nanos = sums.cost_nanos + excluded.cost_nanos, requests = sums.requests + 1;
            INSERT INTO workspace_daily AS sums
            SELECT at_ms / 86400000, workspace, model, variant, 1, 0, 0, 0, 0, 0, 0, cost_nanos, 0, 0, 0, 0, 0, 0 FROM usage WHERE request_id = @bytes
                ON CONFLICT (bucket, workspace, model, variant) DO UPDATE SET cost_nanos = sums.cost_nanos + excluded.cost_nanos, requests = sums.requests + 1;
            INSERT INTO key_monthly AS sums
            SELECT @month, workspace, key, owner, model, 1, 0, cost_nanos FROM usage WHERE request_id = @bytes
                ON CONFLICT (bucket, workspace, key, owner, model) DO UPDATE SET cost_nanos = sums.cost_nanos + excluded.cost_nanos, requests = sums.requests + 1
            """,
            new { bytes, month = Claviger.Storage.Usage.UtcMonth.OfDay(Now.ToUnixTimeMilliseconds() / 86_400_000), atMs = Now.ToUnixTimeMilliseconds(), nanos = worstCase.Nanos, key = KeyId });
        return Claviger.Core.Usage.RequestIds.Text(id);
    }
}
