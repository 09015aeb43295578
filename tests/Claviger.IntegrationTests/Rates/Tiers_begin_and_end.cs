using System.Text.Json;
using Claviger.Control.Keys;
using Claviger.Control.Rates;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.IntegrationTests.Api;
using Xunit;

namespace Claviger.IntegrationTests.Rates;

/// <summary>Each act by its status, with the entries that it leaves and no others.</summary>
public sealed class Tiers_begin_and_end(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private static readonly object Standard = new { requests_per_minute = 60, input_tokens_per_minute_cache_aware = 10_000, output_tokens_per_minute = (int?)null, concurrency = 4 };

    [Fact]
    public async Task The_ones_that_ship_are_listed_with_their_source()
    {
        var tiers = (await fixture.GetAsync("/tiers")).GetProperty("data").EnumerateArray().ToList();

        Assert.Equal(["start", "build", "scale", "tier-1", "tier-2", "tier-3", "tier-4"], tiers.Take(7).Select(tier => tier.GetProperty("name").GetString()));
        Assert.Equal(("2026-10-08", "rate_limit_tier"), (tiers[0].GetProperty("as_of").GetString(), tiers[0].GetProperty("type").GetString()));
        Assert.Equal(2_000_000, tiers[0].GetProperty("classes").GetProperty("opus_5_5").GetProperty("input_tokens_per_minute_cache_aware").GetInt64());
        var first = await fixture.GetAsync("/tiers?limit=3");
        Assert.Equal(3, first.GetProperty("data").GetArrayLength());
        var second = await fixture.GetAsync("/tiers?limit=3&page=" + first.GetProperty("next_page").GetString());
        Assert.Equal("tier-1", second.GetProperty("data")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_tiers_whole_life()
    {
        var made = await ActAsync(["rate_limit_tier_created"], () => fixture.PostAsync("/tiers", new { name = "gold", display_name = "Gold", classes = new { @default = Standard } }));
        Assert.Equal(("custom", "Gold", JsonValueKind.Null), (made.GetProperty("origin").GetString(), made.GetProperty("display_name").GetString(), made.GetProperty("as_of").ValueKind));
        Assert.Equal((409, "conflict_error", "name"), First(await fixture.RefusedAsync(HttpMethod.Post, "/tiers", new { name = "gold", classes = new { @default = Standard } })));

        await ActAsync(["rate_limit_tier_updated"], () => fixture.PostAsync("/tiers/gold", new { classes = new { @default = Standard, files = new { requests_per_minute = 9 } } }));
        await ActAsync([], () => fixture.PostAsync("/tiers/gold", new { classes = new { @default = Standard, files = new { requests_per_minute = 9 } } }));
        await ActAsync([], () => fixture.PostAsync("/tiers/gold", "{}"));
        var seen = await fixture.GetAsync("/tiers/gold");
        Assert.Equal(9, seen.GetProperty("classes").GetProperty("files").GetProperty("requests_per_minute").GetInt64());
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("classes").GetProperty("default").GetProperty("output_tokens_per_minute").ValueKind);

        var key = (await fixture.PostAsync("/api_keys", new { workspace_id = fixture.WorkspaceId("Production"), service = AdminFixture.Service(), tier = "gold" })).GetProperty("api_key");
        var refused = await fixture.RefusedAsync(HttpMethod.Delete, "/tiers/gold");
        Assert.Equal((400, "invalid_request_error"), (refused.Status, refused.Type));
        Assert.Contains("in use (1 key)", refused.Message, StringComparison.Ordinal);
        await fixture.PostAsync("/api_keys/" + key.GetProperty("id").GetString(), new { status = "archived" });

        var gone = await ActAsync(["rate_limit_tier_deleted"], async () => (await fixture.Gateway.AdminAsync(HttpMethod.Delete, "/tiers/gold")).Body);
        Assert.Equal(("gold", "rate_limit_tier_deleted"), (gone.GetProperty("name").GetString(), gone.GetProperty("type").GetString()));
        Assert.Equal(404, (await fixture.RefusedAsync(HttpMethod.Get, "/tiers/gold")).Status);
        Assert.Equal(404, (await fixture.RefusedAsync(HttpMethod.Delete, "/tiers/gold")).Status);
        Assert.Equal(404, (await fixture.RefusedAsync(HttpMethod.Post, "/tiers/gold", new { display_name = "G" })).Status);
    }

    [Fact]
    public async Task One_that_ships_takes_figures_of_our_own_and_gets_its_own_back()
    {
        var before = (await fixture.GetAsync("/tiers/build")).ToString();
        Assert.Equal(400, (await fixture.RefusedAsync(HttpMethod.Delete, "/tiers/build")).Status);

        var edited = await ActAsync(["rate_limit_tier_updated"], () => fixture.PostAsync("/tiers/build", new { classes = new { @default = Standard } }));
        Assert.Equal(("edited", JsonValueKind.Null), (edited.GetProperty("origin").GetString(), edited.GetProperty("source").ValueKind));
        await ActAsync(["rate_limit_tier_deleted"], async () => (await fixture.Gateway.AdminAsync(HttpMethod.Delete, "/tiers/build")).Body);

        Assert.Equal(before, (await fixture.GetAsync("/tiers/build")).ToString());
    }

    [Theory]
    [InlineData("""{"name":"Gold","classes":{}}""", "name", "name: must be 1 to 40 lower-case letters")]
    [InlineData("""{"name":"none","classes":{}}""", "name", "name: must be 1 to 40 lower-case letters")]
    [InlineData("""{"name":"x"}""", "classes", "classes: required")]
    [InlineData("""{"name":"x","classes":null}""", "classes", "classes: required")]
    [InlineData("""{"name":"x","classes":[]}""", "classes", "classes: must be an object")]
    [InlineData("""{"name":"x","classes":{"opus_5":{"requests_per_minute":1,"requests_per_minute":2}}}""", "classes", "classes.opus_5.requests_per_minute: given twice; send it once")]
    [InlineData("""{"name":"x","classes":{"opus_5":{"requests_per_minute":1,"input_tokens_per_minute":1,"output_tokens_per_minute":1}}}""", "classes", "classes.fable_5: missing, and there is no default class; write its limits, or those of \"default\" (and 14 more)")]
    [InlineData("""{"name":"x","classes":{"default":{"requests_per_minute":-1,"input_tokens_per_minute":1,"output_tokens_per_minute":1}}}""", "classes", "classes.default.requests_per_minute: negative")]
    [InlineData("""{"name":"x","classes":{"default":{"requests_per_minute":1.5,"input_tokens_per_minute":1,"output_tokens_per_minute":1}}}""", "classes", "classes.default.requests_per_minute: not a whole number")]
    [InlineData("""{"name":"x","classes":{"default":{"requests_per_minute":9223372036854775808,"input_tokens_per_minute":1,"output_tokens_per_minute":1}}}""", "classes", "classes.default.requests_per_minute: not a whole number in this range")]
    [InlineData("""{"name":"x","display_name":" x","classes":{"default":{"requests_per_minute":1,"input_tokens_per_minute":1,"output_tokens_per_minute":1}}}""", "display_name", "display_name: must be 1 to 40 characters")]
    [InlineData("""{"name":"x","limits":{}}""", "limits", "limits: unknown field; this call takes name, classes, display_name")]
    public async Task Each_fault_is_named_and_nothing_is_stored(string body, string field, string message)
    {
        var sequence = fixture.LastSequence();
        var refused = await fixture.RefusedAsync(HttpMethod.Post, "/tiers", body);
        Assert.Equal((400, "invalid_request_error", field), First(refused));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.EntriesAfter(sequence));
    }

    [Fact]
    public async Task A_key_a_workspace_and_the_organization_take_a_tier_and_lose_it()
    {
        var workspace = (await fixture.PostAsync("/workspaces", new { name = "Tiered", environment = "staging", tier = "scale" })).GetProperty("id").GetString()!;
        var key = (await fixture.PostAsync("/api_keys", new { workspace_id = workspace, service = AdminFixture.Service(), tier = "tier-1" })).GetProperty("api_key");
        var path = "/api_keys/" + key.GetProperty("id").GetString();
        Assert.Equal("tier-1", key.GetProperty("tier").GetString());
        var set = await ActAsync(["organization_rate_limit_tier_changed"], () => fixture.PostAsync("/rate_limits/tier", new { tier = "tier-3" }));
        Assert.Equal("tier-3", set.GetProperty("tier").GetString());
        await ActAsync([], () => fixture.PostAsync("/rate_limits/tier", new { tier = "tier-3" }));

        // In force when the call returns: the plan of the snapshot says so.
        var plan = PlanOf(key.GetProperty("id").GetString()!);
        var opus = RateGroups.OfClass("opus_5")!.Index;
        Assert.Equal((50L, 10_000L, 2_000L), (
            plan.Of(RateLevel.ApiKey, opus)![LimiterType.RequestsPerMinute], plan.Of(RateLevel.Workspace, opus)![LimiterType.RequestsPerMinute], plan.Of(RateLevel.Organization, opus)![LimiterType.RequestsPerMinute]));

        await ActAsync(["platform_api_key_updated"], () => fixture.PostAsync(path, new { tier = "none" }));
        await ActAsync([], () => fixture.PostAsync(path, new { tier = "none" }));
        await ActAsync([], () => fixture.PostAsync(path, "{}"));
        await ActAsync(["platform_workspace_updated"], () => fixture.PostAsync("/workspaces/" + workspace, new { tier = "none" }));
        await ActAsync(["organization_rate_limit_tier_changed"], () => fixture.PostAsync("/rate_limits/tier", new { tier = "none" }));
        Assert.Equal(JsonValueKind.Null, (await fixture.GetAsync("/rate_limits/tier")).GetProperty("tier").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await fixture.GetAsync("/workspaces/" + workspace)).GetProperty("tier").ValueKind);
        Assert.True(PlanOf(key.GetProperty("id").GetString()!).IsNone);
    }

    [Theory]
    [InlineData("/api_keys")]
    [InlineData("/workspaces")]
    [InlineData("/rate_limits/tier")]
    public async Task A_tier_that_is_not_there_is_refused_with_those_that_are(string path)
    {
        object body = path switch
        {
            "/api_keys" => new { workspace_id = fixture.WorkspaceId("Production"), service = AdminFixture.Service(), tier = "platinum" },
            "/workspaces" => new { name = "Nowhere", environment = "staging", tier = "platinum" },
            _ => new { tier = "platinum" },
        };
        var refused = await fixture.RefusedAsync(HttpMethod.Post, path, body);
        Assert.Equal((400, "invalid_request_error", "tier"), First(refused));
        Assert.StartsWith("tier: there is no tier 'platinum'; known are start, build, scale, tier-1,", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("and none", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_workspace_takes_none()
    {
        var refused = await fixture.RefusedAsync(HttpMethod.Post, "/workspaces/" + fixture.WorkspaceId("Default"), new { tier = "scale" });
        Assert.Equal((400, "invalid_request_error", "tier"), First(refused));
    }

    [Theory]
    [InlineData("create_key", "platform_api_key_created")]
    [InlineData("update_key", "platform_api_key_updated")]
    [InlineData("create_workspace", "platform_workspace_created")]
    [InlineData("update_workspace", "platform_workspace_updated")]
    [InlineData("organization", "organization_rate_limit_tier_changed")]
    [InlineData("create_tier", "rate_limit_tier_created")]
    [InlineData("update_tier", "rate_limit_tier_updated")]
    [InlineData("delete_tier", "rate_limit_tier_deleted")]
    [InlineData("override", "platform_workspace_rate_limit_updated")]
    public async Task Who_may_not_change_rates_gives_nobody_a_tier(string act, string kind)
    {
        var server = fixture.Gateway.Server;
        var actor = server.SystemActor with
        {
            Type = "admin_key",
            Id = "adminkey_01restricted",
            Permissions = Enum.GetValues<Permission>().Where(permission => permission != Permission.RatesUpdate).ToHashSet(),
        };
        var (workspace, key) = (fixture.WorkspaceId("Staging"), fixture.Gateway.OtherKey.ApiKey.Id);
        var classes = JsonSerializer.SerializeToElement(new { @default = Standard });
        var sequence = fixture.LastSequence();

        var problem = act switch
        {
            "create_key" => (await server.Service<CreateKey>().RunAsync(actor, new CreateApiKeyRequest(workspace, Service: "denied", Tier: "scale"), default)).Problem,
            "update_key" => (await server.Service<UpdateKey>().RunAsync(actor, key, new UpdateApiKeyRequest(Tier: "none"), default)).Problem,
            "create_workspace" => (await server.Service<CreateWorkspace>().RunAsync(actor, new CreateWorkspaceRequest("Denied", Tier: "scale"), default)).Problem,
            "update_workspace" => (await server.Service<UpdateWorkspace>().RunAsync(actor, workspace, new UpdateWorkspaceRequest(Tier: "scale"), default)).Problem,
            "organization" => (await server.Service<SetOrganizationTier>().RunAsync(actor, new SetOrganizationTierRequest("scale"), default)).Problem,
            "create_tier" => (await server.Service<CreateTier>().RunAsync(actor, new CreateTierRequest("denied", classes), default)).Problem,
            "update_tier" => (await server.Service<UpdateTier>().RunAsync(actor, "scale", new UpdateTierRequest(Classes: classes), default)).Problem,
            "delete_tier" => (await server.Service<DeleteTier>().RunAsync(actor, "scale", default)).Problem,
            _ => (await server.Service<UpdateWorkspaceRateLimit>().RunAsync(actor, workspace, "rl_x", new UpdateWorkspaceRateLimitRequest(JsonSerializer.SerializeToElement(Array.Empty<int>())), default)).Problem,
        };

        Assert.Equal(ProblemKind.Forbidden, problem!.Kind);
        var entry = Assert.Single(fixture.EntriesAfter(sequence));
        Assert.Equal((kind, "denied", "rates.update"), (
            entry.GetProperty("type").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("detail").GetProperty("missing").GetString()));
    }

    private static (int, string, string?) First((int Status, string Type, string? Field, string Message) refused) => (refused.Status, refused.Type, refused.Field);

    private RatePlan PlanOf(string keyId)
    {
        var policy = fixture.Gateway.Server.Policy.Current;
        var id = SecretIdOf(keyId);
        return policy.Find(id)!.Key.Rates;
    }

    private Core.Keys.SecretId SecretIdOf(string keyId)
    {
        using var store = fixture.Gateway.Store.Open();
        var text = Dapper.SqlMapper.QuerySingle<string>(store, "SELECT secret_id FROM api_key_secrets WHERE key_id = @keyId", new { keyId });
        return Core.Keys.SecretId.TryParse(text)!.Value;
    }

    private async Task<T> ActAsync<T>(string[] kinds, Func<Task<T>> act)
    {
        var before = fixture.LastSequence();
        var result = await act();
        Assert.Equal(kinds, fixture.EntriesAfter(before).Select(entry => entry.GetProperty("type").GetString()!));
        return result;
    }
}
