using Claviger.Console.Http;
using Claviger.Control.Keys;
using Claviger.Control.Rotation;
using Claviger.Control.Usage;
using Claviger.Core.Contracts;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>The first page asks bounded questions. They have the same answers as those that look at every key.</summary>
public sealed class The_overview_finds_what_a_whole_search_finds : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("organization 40")]
    [InlineData("organization 40, workspace 20")]
    [InlineData("workspace 400, key 5")]
    [InlineData("organization 400, workspace 30, key 200")]
    public async Task Overdue_secrets(string policies)
    {
        var keys = new List<string>();
        for (var i = 0; i < 6; i++) keys.Add((await _gateway.CreateKeyAsync(i % 2 == 0 ? "Production" : "Elsewhere", "production", $"svc-{i}")).ApiKey.Id);
        var place = _gateway.Server.Policy.Current.Workspaces.Single(known => known.Name == "Elsewhere");
        await using (var store = _gateway.Store.Open())
            foreach (var (key, i) in keys.Select((key, i) => (key, i)))
                await store.ExecuteAsync("UPDATE api_key_secrets SET created_at_ms = created_at_ms - @age WHERE key_id = @key", new { key, age = (10 + 25L * i) * 86_400_000 });
        foreach (var policy in policies.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(' ')))
            await using (var store = _gateway.Store.Open())
                await store.ExecuteAsync(
                    "INSERT INTO rotation_policies (organization_id, scope_type, scope_id, max_age_days) VALUES (@organization, @type, @id, @age)",
                    new
                    {
                        organization = _gateway.Server.Policy.Current.Organization.Id.Value, type = policy[0] switch { "organization" => 0, "workspace" => 1, _ => 2 },
                        id = policy[0] switch { "organization" => _gateway.Server.Policy.Current.Organization.Id.Value, "workspace" => place.Id.Value, _ => keys[0] }, age = int.Parse(policy[1], System.Globalization.CultureInfo.InvariantCulture),
                    });

        var all = _gateway.Server.Service<ListRotations>().Run(_gateway.Server.SystemActor, ConsoleCall.Ask(("status", "overdue"), ("limit", "100"))).Value!.Data;
        var found = _gateway.Server.Service<FindOverdue>().Run(_gateway.Server.SystemActor, 100);

        Assert.Equal(all.Select(row => (row.ApiKeyId, row.DueAt)), found.First.Select(row => (row.ApiKeyId, row.DueAt)));
        Assert.Equal(all.Count, found.Count);
        Assert.Equal(all.Take(2).Select(row => row.ApiKeyId), _gateway.Server.Service<FindOverdue>().Run(_gateway.Server.SystemActor, 2).First.Select(row => row.ApiKeyId));
    }

    [Fact]
    public async Task Caps_that_are_or_will_be_reached()
    {
        foreach (var (type, id) in new[] { ("api_key", _gateway.Key.ApiKey.Id), ("api_key", _gateway.OtherKey.ApiKey.Id), ("workspace", _gateway.Key.ApiKey.Scope.WorkspaceId!) })
            await _gateway.AdminAsync(HttpMethod.Post, "/spend_limits", new { scope = type == "api_key" ? (object)new { type, api_key_id = id } : new { type, workspace_id = id }, period = "monthly", amount = "100000" });
        foreach (var key in new[] { _gateway.Key, _gateway.OtherKey })
        {
            using var message = _gateway.Message("in=1000; out=500", key: key.Secret);
            using var answer = await _gateway.Http.SendAsync(message);
        }

        await _gateway.RowsAsync();
        await using (var store = _gateway.Store.Open()) await store.ExecuteAsync("UPDATE spend_limits SET amount_nanos = 1000 WHERE scope_type = 1 OR scope_id = @id", new { id = _gateway.Key.ApiKey.Id });

        var actor = _gateway.Server.SystemActor;
        var all = _gateway.Server.Service<ForecastSpend>().Run(actor, ConsoleCall.Ask(("scope_type[]", "organization"), ("scope_type[]", "workspace"), ("scope_type[]", "api_key"))).Value!.Data.Where(row => row.CapReachedAt is not null).ToList();
        var found = _gateway.Server.Service<ForecastCaps>().Run(actor, [], 100);

        Assert.Equal(2, all.Count);
        Assert.Equal(Lines(all), Lines(found));
        Assert.Single(_gateway.Server.Service<ForecastCaps>().Run(actor, _gateway.Server.Service<BrowseKeys>().DearestNumbers(actor), 1));

        static IEnumerable<string> Lines(IEnumerable<SpendForecastRow> rows) => rows.Select(row => $"{row.Scope.Type} {row.ScopeName} {row.Spent} {row.Cap} {row.SpendLimitId}").Order(StringComparer.Ordinal);
    }
}
