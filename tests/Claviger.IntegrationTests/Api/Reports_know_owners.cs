using System.Text.Json;
using Claviger.Cli;
using Claviger.Core;
using Claviger.IntegrationTests.Access;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>S14: usage and cost by who owned the key when the request was admitted; a hand-over moves nothing.</summary>
public sealed class Reports_know_owners(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task A_hand_over_moves_nothing_and_every_grouping_adds_up()
    {
        var (first, second) = ((await fixture.Gateway.JoinAsync("developer")).Id, (await fixture.Gateway.JoinAsync("developer")).Id);
        var key = await fixture.Gateway.CreateKeyAsync("Production", "production", AdminFixture.Service(), request => request with { OwnerUserId = first });
        await SpendAsync(key.Secret);
        await fixture.PostAsync($"/api_keys/{key.ApiKey.Id}", new { owner_user_id = second });
        await SpendAsync(key.Secret);
        await SpendAsync(key.Secret);
        await fixture.Gateway.Server.Journal.FlushedAsync(CancellationToken.None);
        var range = $"starting_at={TimeProvider.System.GetUtcNow().UtcDateTime:yyyy-MM-dd}T00:00:00Z";

        foreach (var width in new[] { "1d", "1h" })
        {
            var usage = Rows(await fixture.GetAsync($"/usage_report/messages?{range}&bucket_width={width}&group_by[]=owner_id&api_key_ids[]={key.ApiKey.Id}")).ToDictionary(row => row.GetProperty("owner_id").GetString()!, row => row.GetProperty("requests").GetInt64());
            Assert.Equal((1, 2, 2), (usage[first], usage[second], usage.Count));
        }

        Assert.Equal(1, Rows(await fixture.GetAsync($"/usage_report/messages?{range}&owner_ids[]={first}")).Sum(row => row.GetProperty("requests").GetInt64()));
        Assert.Empty(Rows(await fixture.GetAsync($"/usage_report/messages?{range}&owner_ids[]=user_01NOBODY")));
        Assert.Empty(Rows(await fixture.GetAsync($"/cost_report?{range}&owner_ids[]=user_01NOBODY")));

        var total = Rows(await fixture.GetAsync($"/cost_report?{range}")).Sum(Nanos);
        foreach (var grouping in new[] { "&group_by[]=owner_id", "&group_by[]=api_key_id", "&group_by[]=owner_id&group_by[]=api_key_id&group_by[]=workspace_id&group_by[]=description&include_quantities=true" })
            Assert.Equal(total, Rows(await fixture.GetAsync($"/cost_report?{range}{grouping}")).Sum(Nanos));
        var ofKey = Rows(await fixture.GetAsync($"/cost_report?{range}&group_by[]=owner_id&group_by[]=api_key_id")).Where(row => row.GetProperty("api_key_id").GetString() == key.ApiKey.Id).ToList();
        var (firsts, seconds) = (ofKey.Single(row => row.GetProperty("owner_id").GetString() == first), ofKey.Single(row => row.GetProperty("owner_id").GetString() == second));
        Assert.Equal(2 * Nanos(firsts), Nanos(seconds));

        // Quantities are those of the usage report.
        var counts = Rows(await fixture.GetAsync($"/cost_report?{range}&group_by[]=description&include_quantities=true")).GroupBy(row => row.GetProperty("token_type").GetString()!).ToDictionary(group => group.Key, group => group.Sum(row => row.GetProperty("quantity").GetInt64()));
        var used = Rows(await fixture.GetAsync($"/usage_report/messages?{range}")).Single();
        Assert.Equal((used.GetProperty("uncached_input_tokens").GetInt64(), used.GetProperty("output_tokens").GetInt64()), (counts["uncached_input_tokens"], counts["output_tokens"]));
    }

    [Fact]
    public async Task The_command_line_names_them_in_a_table_and_in_CSV()
    {
        var key = await fixture.Gateway.CreateKeyAsync("Production", "production", AdminFixture.Service());
        await SpendAsync(key.Secret);
        await fixture.Gateway.Server.Journal.FlushedAsync(CancellationToken.None);

        var lines = (await RunAsync("costs", "--by", "member,environment", "--csv")).TrimEnd().Split('\n');
        Assert.Equal("owner_id,owner,environment,cost_usd", lines[0]);
        var total = lines.Skip(1).Sum(line => decimal.Parse(line.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(fixture.Gateway.Simulator.Bill.Total.Nanos, (long)(total * Money.NanosPerDollar));
        Assert.Contains(lines, line => line.StartsWith(key.ApiKey.Owner!.Id + ",", StringComparison.Ordinal) && line.Contains(",production,", StringComparison.Ordinal));
        Assert.StartsWith("owner_id,owner,requests,", await RunAsync("usage", "--by", "member", "--csv"));
        Assert.Contains("TOTAL", await RunAsync("usage", "--by", "member,environment"));
        Assert.Contains("claude-haiku-4-5", await RunAsync("costs", "--by", "model,tier,key"));
    }

    [Fact]
    public async Task Whoever_sees_into_one_workspace_sees_its_owners_and_keys_only()
    {
        await SpendAsync(fixture.Gateway.Key.Secret);
        await SpendAsync(fixture.Gateway.OtherKey.Secret);
        await fixture.Gateway.Server.Journal.FlushedAsync(CancellationToken.None);
        var insider = await fixture.Gateway.JoinAsync("user", fixture.Gateway.OtherKey.ApiKey.Scope.WorkspaceId!, "workspace_admin");
        var range = $"starting_at={TimeProvider.System.GetUtcNow().UtcDateTime:yyyy-MM-dd}T00:00:00Z";

        var rows = Rows(await fixture.Gateway.Ok(HttpMethod.Get, $"/cost_report?{range}&group_by[]=api_key_id&group_by[]=owner_id", key: insider.Secret)).ToList();
        Assert.Equal(fixture.Gateway.OtherKey.ApiKey.Id, Assert.Single(rows).GetProperty("api_key_id").GetString());
        Assert.Single(Rows(await fixture.Gateway.Ok(HttpMethod.Get, $"/usage_report/messages?{range}&group_by[]=owner_id&group_by[]=api_key_id", key: insider.Secret)));
    }

    [Theory]
    [InlineData("/cost_report?starting_at=2026-11-02T00:00:00Z&include_quantities=true", "include_quantities")]
    [InlineData("/cost_report?starting_at=2026-11-02T00:00:00Z&include_quantities=yes", "include_quantities")]
    [InlineData("/usage_report/messages?starting_at=2026-11-02T00:00:00Z&group_by[]=second", "group_by[]")]
    public async Task Faults_are_named(string path, string field)
    {
        var refused = await fixture.RefusedAsync(HttpMethod.Get, path);
        Assert.Equal((400, field), (refused.Status, refused.Field));
    }

    private async Task SpendAsync(string key)
    {
        using var answer = await fixture.Gateway.Http.SendAsync(fixture.Gateway.Message(key: key));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private async Task<string> RunAsync(params string[] args)
    {
        var text = new StringWriter();
        var environment = CliEnvironment.OfThisProcess() with
        {
            Out = text, Error = text, Variable = name => name switch { "CLAVIGER_ADMIN_KEY" => fixture.Gateway.AdminKey, "CLAVIGER_URL" => fixture.Gateway.Url, _ => null }, OutIsTerminal = false, ErrorIsTerminal = false,
        };
        Assert.True(await CliRoot.RunAsync([.. args, "--quiet"], environment) == 0, text.ToString());
        return text.ToString();
    }

    private static IEnumerable<JsonElement> Rows(JsonElement report) => report.GetProperty("data").EnumerateArray().SelectMany(bucket => bucket.GetProperty("results").EnumerateArray());

    private static long Nanos(JsonElement row) => (long)(decimal.Parse(row.GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture) * Money.NanosPerCent);
}
