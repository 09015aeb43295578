using System.Globalization;
using System.Text.Json;
using Claviger.Core;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>S10, S14: three days of real messages, and what the month will have cost.</summary>
public sealed class Spending_is_forecast : IAsyncLifetime
{
    private readonly FakeTime _time = new(); // 23 November, noon: the organization is made
    private TestGateway _gateway = null!;
    private Money _one;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(clock: _time.Clock);
        foreach (var count in new[] { 1, 2, 3 })
        {
            for (var message = 0; message < count; message++) await SpendAsync(_gateway.Key.Secret);
            await SpendAsync(_gateway.OtherKey.Secret);
            await _time.RowsAsync(_gateway);
            _time.Clock.Advance(TimeSpan.FromDays(1));
        }

        _time.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 26, 18, 0, 0, TimeSpan.Zero)); // waiting for the books has moved it
        _one = new(_gateway.Simulator.Bill.Total.Nanos / 9);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Of_everything_that_spends()
    {
        await LimitAsync(new { type = "organization" }, Cents(_one, 12));
        await LimitAsync(new { type = "api_key", api_key_id = _gateway.Key.ApiKey.Id }, Cents(_one, 1000));
        var answer = await _gateway.Ok(HttpMethod.Get, "/spend_forecast");
        Assert.Equal(("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"), (answer.Text("period_started_at"), answer.Text("resets_at")));
        var rows = Rows(answer);
        Assert.Equal(["organization", "workspace", "workspace"], rows.Select(row => row.GetProperty("scope").Text("type")));

        // 26 November, six o'clock: 4.25 days are left, and the mean of three full days is 3 messages.
        Assert.Equal((Cents(_one, 9), Cents(_one, 21.75m), Cents(_one, 17.5m), Cents(_one, 26), 3), (rows[0].Text("spent"), rows[0].Text("forecast"), rows[0].Text("low"), rows[0].Text("high"), rows[0].GetProperty("days_observed").GetInt32()));
        Assert.Equal((Cents(_one, 12), "2026-11-27T18:00:00Z"), (rows[0].Text("cap"), rows[0].Text("cap_reached_at")));
        Assert.Equal((Cents(_one, 6), Cents(_one, 14.5m)), (rows[1].Text("spent"), rows[1].Text("forecast"))); // dearest first
        Assert.Equal((Cents(_one, 3), Cents(_one, 7.25m)), (rows[2].Text("spent"), rows[2].Text("forecast")));

        var keys = Rows(await _gateway.Ok(HttpMethod.Get, "/spend_forecast?scope_type[]=api_key&scope_type[]=service_account"));
        Assert.Equal((_gateway.Key.ApiKey.Id, Cents(_one, 1000)), (keys[0].GetProperty("scope").Text("api_key_id"), keys[0].Text("cap")));
        Assert.Equal(JsonValueKind.Null, keys[0].GetProperty("cap_reached_at").ValueKind);
        Assert.Equal(_one.Nanos * 9, keys.Where(key => key.GetProperty("scope").Text("type") == "api_key").Sum(Nanos));
        var owners = Rows(await _gateway.Ok(HttpMethod.Get, "/spend_forecast?scope_type[]=user&scope_type[]=service_account"));
        Assert.Equal(_one.Nanos * 9, owners.Sum(Nanos));
        Assert.All(owners, owner => Assert.NotEmpty(owner.Text("scope_name")));
    }

    [Fact]
    public async Task Whoever_sees_into_one_workspace_sees_that_and_no_cap_that_is_not_theirs()
    {
        await LimitAsync(new { type = "organization" }, Cents(_one, 12));
        await LimitAsync(new { type = "workspace", workspace_id = _gateway.OtherKey.ApiKey.Scope.WorkspaceId! }, Cents(_one, 3));
        var insider = await _gateway.JoinAsync("user", _gateway.OtherKey.ApiKey.Scope.WorkspaceId!, "workspace_admin");
        var row = Assert.Single(Rows(await _gateway.Ok(HttpMethod.Get, "/spend_forecast", key: insider.Secret)));
        Assert.Equal((_gateway.OtherKey.ApiKey.Scope.WorkspaceId, Cents(_one, 3), "2026-11-26T18:00:00Z"), (row.GetProperty("scope").Text("workspace_id"), row.Text("cap"), row.Text("cap_reached_at")));
        Assert.Equal(_gateway.OtherKey.ApiKey.Id, Assert.Single(Rows(await _gateway.Ok(HttpMethod.Get, "/spend_forecast?scope_type[]=api_key", key: insider.Secret))).GetProperty("scope").Text("api_key_id"));
        Assert.Equal(_one.Nanos * 3, Rows(await _gateway.Ok(HttpMethod.Get, "/spend_forecast?scope_type[]=user&scope_type[]=service_account", key: insider.Secret)).Sum(Nanos));
    }

    [Fact]
    public async Task The_command_line_tells_it()
    {
        await LimitAsync(new { type = "organization" }, Cents(_one, 12));
        var (exit, text, _) = await CliAsync("forecast");
        Assert.Equal(0, exit);
        Assert.Contains("181%", text);
        var lines = (await CliAsync("forecast", "--by", "key", "--csv")).Out.TrimEnd().Split('\n');
        Assert.StartsWith("scope_type,scope_id,scope_name,spent_usd,forecast_usd,low_usd,high_usd,days_observed,cap_usd,spend_limit_id,cap_reached_at", lines[0]);
        Assert.StartsWith($"api_key,{_gateway.Key.ApiKey.Id},{_gateway.Key.ApiKey.Name},", lines[1]);
        Assert.Equal((2, true), await WrongAsync("forecast", "--by", "colour"));
    }

    [Fact]
    public async Task Every_cent_is_in_the_columns_of_FOCUS()
    {
        var (exit, text, _) = await CliAsync("costs", "--focus");
        Assert.Equal(0, exit);
        var lines = text.TrimEnd().Split('\n');
        var heads = lines[0].Split(',');
        foreach (var column in new[] { "BilledCost", "BillingAccountId", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingCategory", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "ResourceId", "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SkuId", "SkuMeter", "SubAccountId", "SubAccountName", "SubAccountType", "Tags" })
            Assert.Contains(column, heads);
        var rows = lines.Skip(1).Select(line => heads.Zip(Cells(line)).ToDictionary(pair => pair.First, pair => pair.Second)).ToList();
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => (long)(decimal.Parse(row["BilledCost"], CultureInfo.InvariantCulture) * Money.NanosPerDollar)));
        Assert.All(rows, row => Assert.Equal(("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "USD", "Usage"), (row["BillingPeriodStart"], row["BillingPeriodEnd"], row["BillingCurrency"], row["ChargeCategory"])));
        Assert.Equal(["2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"], rows.Select(row => row["ChargePeriodStart"]).Distinct().Order());
        Assert.Contains(rows, row => row["ResourceId"] == _gateway.Key.ApiKey.Id && row["ConsumedUnit"] == "Tokens" && JsonDocument.Parse(row["Tags"]).RootElement.Text("claviger/environment") == "production");
        Assert.Equal((2, true), await WrongAsync("costs", "--focus", "--by", "key"));
        Assert.Equal((2, true), await WrongAsync("costs", "--focus", "--json"));
    }

    [Theory]
    [InlineData("/spend_forecast?scope_type[]=team", "scope_type[]")]
    [InlineData("/spend_forecast?months=3", "months")]
    public async Task Faults_are_named(string path, string field)
    {
        var (status, answer) = await _gateway.AdminAsync(HttpMethod.Get, path);
        Assert.Equal((400, field), ((int)status, answer.GetProperty("error").GetProperty("details").Text("field")));
    }

    private async Task SpendAsync(string key)
    {
        using var answer = await _gateway.Http.SendAsync(_gateway.Message(key: key));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private Task<JsonElement> LimitAsync(object scope, string amount) => _gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope, period = "monthly", amount });

    private Task<(int Exit, string Out, string Error)> CliAsync(params string[] args) => _gateway.CliAsync(_time.Clock, Path.GetTempPath(), args);

    private async Task<(int Exit, bool Says)> WrongAsync(params string[] args)
    {
        var (exit, _, error) = await CliAsync(args);
        return (exit, error.Contains("--", StringComparison.Ordinal));
    }

    private static List<JsonElement> Rows(JsonElement answer) => [.. answer.GetProperty("data").EnumerateArray()];

    private static long Nanos(JsonElement row) => (long)(decimal.Parse(row.Text("spent"), CultureInfo.InvariantCulture) * Money.NanosPerCent);

    private static string Cents(Money one, decimal times) => new Money((long)(one.Nanos * times)).ToCentsString();

    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        for (var at = 0; at <= line.Length;)
        {
            if (at < line.Length && line[at] == '"')
            {
                var end = at + 1;
                while (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')) end += line[end] == '"' ? 2 : 1;
                cells.Add(line[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
                at = end + 2;
            }
            else
            {
                var end = line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
                cells.Add(line[at..end]);
                at = end + 1;
            }
        }

        return cells;
    }
}
