using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Faults_of_limits_are_named(LimitFixture fixture, ITestOutputHelper output) : IClassFixture<LimitFixture>
{
    private const string Types = "organization, workspace, api_key, user, service_account";

    [Theory]
    [InlineData("-1", "amount: must not be negative")]
    [InlineData("+1", "amount: must have no sign")]
    [InlineData("1e3", "amount: must have no exponent")]
    [InlineData("NaN", "amount: is not a number")]
    [InlineData("Infinity", "amount: is not a number")]
    [InlineData("", "amount: is empty")]
    [InlineData(" 1", "amount: has blanks")]
    [InlineData("1,000", "amount: must have no separators")]
    [InlineData("0.00000001", "amount: is finer than a nano-dollar: at most 7 decimals of cents")]
    [InlineData("922337203685.4775808", "amount: is too large: at most 922337203685.4775807 cents")]
    [InlineData("9223372036854775808", "amount: is too large")]
    public Task In_an_amount(string amount, string message) => IsRefusedAsync("/spend_limits", $$"""{"scope":{"type":"organization"},"period":"daily","amount":"{{amount}}"}""", "amount", message);

    [Theory]
    [InlineData("""{"scope":{"type":"organization"},"period":"daily","amount":500}""", "amount", "amount: must be a string of cents, for example \"50000\" for $500 (a JSON number could lose digits), or null for no cap")]
    [InlineData("""{"scope":{"type":"organization"},"period":"daily","amount":["1"]}""", "amount", "amount: must be a string of cents")]
    [InlineData("""{"scope":{"type":"organization"},"period":"lifetime"}""", "amount", "amount: required for a new limit")]
    [InlineData("""{"scope":{"type":"organization"},"amount":"1"}""", "period", "period: required")]
    [InlineData("""{"scope":{"type":"organization"},"period":"yearly","amount":"1"}""", "period", "period: 'yearly' is not one of daily, weekly, monthly, lifetime")]
    [InlineData("""{"scope":{"type":"organization"},"period":"Monthly","amount":"1"}""", "period", "period: 'Monthly' is not one of")]
    [InlineData("""{"period":"daily","amount":"1"}""", "scope", "scope: required")]
    [InlineData("""{"scope":"organization","period":"daily","amount":"1"}""", "scope", "scope: must be an object whose values are strings")]
    [InlineData("""{"scope":{"type":"user","user_id":7},"period":"daily","amount":"1"}""", "scope", "scope: a value must be a string")]
    [InlineData("""{"scope":{"type":"user","type":"workspace"},"period":"daily","amount":"1"}""", "scope", "scope: the same key is given twice")]
    [InlineData("""{"scope":{},"period":"daily","amount":"1"}""", "scope.type", "scope.type: required: one of " + Types)]
    [InlineData("""{"scope":{"type":"team"},"period":"daily","amount":"1"}""", "scope.type", "scope.type: 'team' is not one of " + Types)]
    [InlineData("""{"scope":{"type":"seat_tier","seat_tier":"premium"},"period":"daily","amount":"1"}""", "scope.type", "scope.type: 'seat_tier' belongs to Anthropic's own products; here there are " + Types)]
    [InlineData("""{"scope":{"type":"rbac_group","rbac_group_id":"rbac_group_01x"},"period":"daily","amount":"1"}""", "scope.type", "scope.type: 'rbac_group' belongs to")]
    [InlineData("""{"scope":{"type":"organization_service","service":"x"},"period":"daily","amount":"1"}""", "scope.type", "scope.type: 'organization_service' belongs to")]
    [InlineData("""{"scope":{"type":"workspace"},"period":"daily","amount":"1"}""", "scope.workspace_id", "scope.workspace_id: required for scope type workspace")]
    [InlineData("""{"scope":{"type":"workspace","api_key_id":"apikey_01x"},"period":"daily","amount":"1"}""", "scope.api_key_id", "scope.api_key_id: unknown field; scope type workspace takes workspace_id")]
    [InlineData("""{"scope":{"type":"organization","organization_id":"x"},"period":"daily","amount":"1"}""", "scope.organization_id", "scope.organization_id: unknown field; scope type organization takes no other")]
    [InlineData("""{"scope":{"type":"organization"},"period":"daily","amount":"1","mode":"strict"}""", "mode", "mode: 'strict' is not one of hard, soft, shadow")]
    [InlineData("""{"scope":{"type":"organization"},"period":"daily","amount":"1","at_cap":"stop"}""", "at_cap", "at_cap: 'stop' is not one of reserve, slice")]
    [InlineData("""{"scope":{"type":"organization"},"period":"daily","amount":"1","suspended_until":"2026-11-23T12:00:00Z"}""", "suspended_until", "suspended_until: must be in the future; null ends a suspension")]
    [InlineData("""{"scope":{"type":"organization"},"period":"daily","amount":"1","suspended_until":"tomorrow"}""", "suspended_until", "suspended_until: must be an RFC 3339 time")]
    [InlineData("""{"scope":{"type":"organization"},"period":"daily","amount":"1","currency":"EUR"}""", "currency", "currency: unknown field; this call takes scope, period, amount, mode, at_cap, suspended_until")]
    public Task In_a_limit(string body, string field, string message) => IsRefusedAsync("/spend_limits", body, field, message);

    [Theory]
    [InlineData("workspace", "wrkspc_01none", "workspace not found")]
    [InlineData("api_key", "apikey_01none", "API key not found")]
    [InlineData("user", "user_01none", "user not found")]
    [InlineData("service_account", "svac_01none", "service account not found; GET /v1/organizations/service_accounts lists them")]
    public async Task In_an_entity_that_is_not_there(string type, string id, string message)
    {
        var before = fixture.Admin.LastSequence();
        var refused = await fixture.Admin.RefusedAsync(HttpMethod.Post, "/spend_limits", new { scope = LimitFixture.Scope(type, id), amount = "1", period = "daily" });
        Assert.Equal((404, "not_found_error", $"scope.{type}_id"), (refused.Status, refused.Type, refused.Field));
        Assert.Contains(message, refused.Message);
        Assert.Equal(before, fixture.Admin.LastSequence());
    }

    [Fact]
    public async Task In_an_entity_that_is_closed()
    {
        var (key, _) = await fixture.NewKeyAsync();
        await fixture.Admin.PostAsync("/api_keys/" + key, new { status = "archived" });
        var workspace = (await fixture.Admin.PostAsync("/workspaces", new { name = "Closing", environment = "staging" })).GetProperty("id").GetString()!;
        await fixture.Admin.PostAsync($"/workspaces/{workspace}/archive");

        await IsRefusedAsync("/spend_limits", $$"""{"scope":{"type":"api_key","api_key_id":"{{key}}"},"period":"daily","amount":"1"}""", "scope.api_key_id", "scope.api_key_id: this key is archived, for good");
        await IsRefusedAsync("/spend_limits", $$"""{"scope":{"type":"workspace","workspace_id":"{{workspace}}"},"period":"daily","amount":"1"}""", "scope.workspace_id", "scope.workspace_id: this workspace is archived, for good");
    }

    [Theory]
    [InlineData("""{"amount":"5","ends_at":"2026-11-23T12:00:00Z"}""", "ends_at", "ends_at: must be in the future")]
    [InlineData("""{"amount":"5","ends_at":"2026-11-20T00:00:00Z","starts_at":"2026-11-19T00:00:00Z"}""", "starts_at", "starts_at: must not be in the past; leave it out to start now")]
    [InlineData("""{"amount":"5","ends_at":"2026-12-20T00:00:00Z","starts_at":"2026-12-21T00:00:00Z"}""", "ends_at", "ends_at: must be after starts_at")]
    [InlineData("""{"amount":"5","ends_at":"2026-12-20T00:00:00Z","starts_at":"2026-12-20T00:00:00Z"}""", "ends_at", "ends_at: must be after starts_at")]
    [InlineData("""{"amount":"5"}""", "ends_at", "ends_at: required")]
    [InlineData("""{"ends_at":"2026-12-20T00:00:00Z"}""", "amount", "amount: required")]
    [InlineData("""{"amount":null,"ends_at":"2026-12-20T00:00:00Z"}""", "amount", "amount: required")]
    [InlineData("""{"amount":"0","ends_at":"2026-12-20T00:00:00Z"}""", "amount", "amount: must be more than zero")]
    [InlineData("""{"amount":"-5","ends_at":"2026-12-20T00:00:00Z"}""", "amount", "amount: must not be negative")]
    [InlineData("""{"amount":5,"ends_at":"2026-12-20T00:00:00Z"}""", "amount", "amount: must be a string of cents")]
    [InlineData("""{"amount":"922337203685.4775807","ends_at":"2026-12-20T00:00:00Z"}""", "amount", "amount: is too large on top of $5.00: together at most $9223372036.854775807")]
    [InlineData("""{"amount":"5","ends_at":"2026-12-20T00:00:00Z","reason":""}""", "reason", "reason: must be 1 to 500 characters")]
    [InlineData("""{"amount":"5","ends_at":"2026-12-20T00:00:00Z","reason":"a\nb"}""", "reason", "reason: must be 1 to 500 characters, without control and direction characters")]
    public async Task In_a_grant(string body, string field, string message)
    {
        var id = (await fixture.SetAsync(LimitFixture.Scope("user", fixture.OwnerId), "500")).GetProperty("id").GetString();
        await IsRefusedAsync($"/spend_limits/{id}/grants", body, field, message);
    }

    [Fact]
    public async Task In_a_grant_where_there_is_nothing_to_add_to()
    {
        var id = (await fixture.SetAsync(LimitFixture.Scope("workspace", fixture.Admin.WorkspaceId("Staging")), null)).GetProperty("id").GetString();
        await IsRefusedAsync($"/spend_limits/{id}/grants", """{"amount":"5","ends_at":"2026-12-20T00:00:00Z"}""", "amount", "amount: this limit has no amount, so there is nothing to add to: set one first");
    }

    [Fact]
    public async Task In_an_amount_that_with_its_grant_is_none()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var scope = LimitFixture.Scope("api_key", key);
        var id = (await fixture.SetAsync(scope, "1")).GetProperty("id").GetString();
        await fixture.Admin.PostAsync($"/spend_limits/{id}/grants", new { amount = "100", ends_at = fixture.Now.AddDays(1) });
        await IsRefusedAsync("/spend_limits", $$"""{"scope":{"type":"api_key","api_key_id":"{{key}}"},"period":"monthly","amount":"922337203685.4775807"}""", "amount", "amount: is too large with the grant of $1.00 on top");
    }

    [Theory]
    [InlineData("""{"time_zone":"Berlin"}""", "time_zone", "time_zone: is not a time zone that this machine knows: write an IANA name like Europe/Berlin")]
    [InlineData("""{"time_zone":"europe/berlin"}""", "time_zone", "time_zone: is not a time zone")]
    [InlineData("""{"time_zone":"W. Europe Standard Time"}""", "time_zone", "time_zone: is not a time zone")]
    [InlineData("""{"time_zone":"../../etc/localtime"}""", "time_zone", "time_zone: is not a time zone")]
    [InlineData("""{"time_zone":"/etc/localtime"}""", "time_zone", "time_zone: is not a time zone")]
    [InlineData("""{"time_zone":""}""", "time_zone", "time_zone: is not a time zone")]
    [InlineData("""{"time_zone":1}""", "time_zone", "time_zone: must be a string")]
    [InlineData("""{"spend_refusals":"429"}""", "spend_refusals", "spend_refusals: must be one of billing_error, invalid_request_error")]
    [InlineData("""{"name":" "}""", "name", "name: must be 1 to 100 characters")]
    [InlineData("""{"locale":"de"}""", "locale", "locale: unknown field; this call takes time_zone, spend_refusals, name")]
    public Task In_a_setting(string body, string field, string message) => IsRefusedAsync("/settings", body, field, message);

    [Theory]
    [InlineData("/spend_limits?scope_type[]=team", "scope_type[]", "'team' is not one of " + Types)]
    [InlineData("/spend_limits?scope_type[]=rbac_group", "scope_type[]", "'rbac_group' belongs to Anthropic's own products")]
    [InlineData("/spend_limits?scope_type=user", "scope_type", "unknown parameter")]
    [InlineData("/spend_limits?limit=0", "limit", "must be a whole number from 1 to 1000")]
    [InlineData("/spend_limits?page=page_", "page", "is not a cursor of this list: send next_page as it came, with the same filters")]
    [InlineData("/spend_limits?page=page_AAAAAAAAAAAAAAAA", "page", "is not a cursor of this list")]
    [InlineData("/spend_limits?page=5", "page", "is not a cursor of this list")]
    [InlineData("/spend_limits/usage?sort=left", "sort", "unknown parameter; this call takes scope_type[], workspace_id, api_key_id, user_id, limit, page")]
    [InlineData("/spend_limits/explain", "api_key_id", "required: the key whose limits to explain")]
    [InlineData("/spend_limits/effective?period[]=yearly", "period[]", "'yearly' is not one of daily, weekly, monthly, lifetime")]
    [InlineData("/ledger/unresolved?page=x", "page", "is not a cursor of this list")]
    [InlineData("/ledger/verify?fast=1", "fast", "unknown parameter; this call takes none")]
    public async Task In_a_question(string path, string field, string message)
    {
        var refused = await fixture.Admin.RefusedAsync(HttpMethod.Get, path);
        output.WriteLine(refused.Message);
        Assert.Equal((400, "invalid_request_error", field), (refused.Status, refused.Type, refused.Field));
        Assert.Contains(message, refused.Message);
    }

    [Theory]
    [InlineData("GET", "/spend_limits/spl_01none", "spend limit not found")]
    [InlineData("DELETE", "/spend_limits/spl_01none", "spend limit not found")]
    [InlineData("GET", "/spend_limits/spl_01none/grants", "spend limit not found")]
    [InlineData("DELETE", "/spend_limits/spl_01none/grants/slg_01none", "spend limit not found")]
    [InlineData("GET", "/spend_limits/explain?api_key_id=apikey_01none", "API key not found")]
    [InlineData("PUT", "/spend_limits", "there is nothing at this path with this method")]
    public async Task In_a_path(string method, string path, string message)
    {
        var refused = await fixture.Admin.RefusedAsync(new HttpMethod(method), path);
        Assert.Equal((404, "not_found_error", message), (refused.Status, refused.Type, refused.Message));
    }

    [Fact]
    public async Task In_a_body_where_none_belongs()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var id = (await fixture.SetAsync(LimitFixture.Scope("api_key", key), "1")).GetProperty("id").GetString();
        var refused = await fixture.Admin.RefusedAsync(HttpMethod.Delete, "/spend_limits/" + id, """{"force":true}""");
        Assert.Equal((400, "force"), (refused.Status, refused.Field));
    }

    private async Task IsRefusedAsync(string path, string body, string field, string message)
    {
        var before = fixture.Admin.LastSequence();
        var refused = await fixture.Admin.RefusedAsync(HttpMethod.Post, path, body);

        output.WriteLine(refused.Message);
        Assert.Equal((400, "invalid_request_error", field), (refused.Status, refused.Type, refused.Field));
        Assert.StartsWith(message, refused.Message);
        Assert.Equal(before, fixture.Admin.LastSequence()); // a refused change leaves nothing
    }
}
