using System.Text.Json;
using Claviger.Control.Limits;
using Claviger.Control.Organizations;
using Claviger.Control.Ledger;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Spend_limits_begin_and_end(LimitFixture fixture) : IClassFixture<LimitFixture>
{
    [Fact]
    public async Task A_limit_has_Anthropics_fields_in_their_order_and_ours_after_them()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var limit = await fixture.SetAsync(LimitFixture.Scope("api_key", key), "50000");

        Assert.Equal(
            ["id", "type", "scope", "amount", "currency", "period", "is_enabled", "created_at", "updated_at", "mode", "at_cap", "suspended_until", "grants", "note"],
            limit.EnumerateObject().Select(field => field.Name));
        Assert.Equal($$"""{"type":"api_key","api_key_id":"{{key}}"}""", limit.GetProperty("scope").GetRawText());
        Assert.StartsWith("spl_01", limit.GetProperty("id").GetString());
        Assert.Equal(("spend_limit", "50000", "USD", "monthly", true, "hard", "reserve"), (
            Text(limit, "type"), Text(limit, "amount"), Text(limit, "currency"), Text(limit, "period"), limit.GetProperty("is_enabled").GetBoolean(), Text(limit, "mode"), Text(limit, "at_cap")));
        Assert.Equal(limit.GetRawText(), (await fixture.Admin.GetAsync("/spend_limits/" + Text(limit, "id"))).GetRawText());
    }

    [Fact]
    public async Task Every_scope_leaves_entries_of_its_own_name()
    {
        var (key, _) = await fixture.NewKeyAsync();
        foreach (var (scope, name, target) in new[]
        {
            (LimitFixture.Scope("organization"), "platform", fixture.OrganizationId), (LimitFixture.Scope("workspace", fixture.Admin.WorkspaceId("Staging")), "workspace", fixture.Admin.WorkspaceId("Staging")),
            (LimitFixture.Scope("api_key", key), "api_key", key), (LimitFixture.Scope("user", fixture.OwnerId), "user", fixture.OwnerId),
        })
        {
            var sequence = fixture.Admin.LastSequence();
            var limit = await fixture.LeavesAsync([$"{name}_spend_limit_created"], () => fixture.SetAsync(scope, "100", "weekly"));
            await fixture.LeavesAsync([$"{name}_spend_limit_updated"], () => fixture.SetAsync(scope, "200", "weekly"));
            await fixture.LeavesAsync([$"{name}_spend_limit_deleted"], () => DeleteAsync(Text(limit, "id")));
            Assert.Equal([target, target, target], fixture.Admin.EntriesAfter(sequence).Select(entry => entry.GetProperty("detail").GetProperty("scope").GetString()));
            Assert.All(fixture.Admin.EntriesAfter(sequence), entry => Assert.Equal(Text(limit, "id"), entry.GetProperty("target").GetString()));
        }
    }

    [Fact]
    public async Task Setting_what_is_set_is_no_second_event()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var until = fixture.Now.AddHours(5);
        var body = new { scope = LimitFixture.Scope("api_key", key), amount = "12.5", period = "daily", mode = "soft", at_cap = "slice", suspended_until = until };

        var first = await fixture.LeavesAsync(["api_key_spend_limit_created"], () => fixture.Admin.PostAsync("/spend_limits", body));
        var second = await fixture.LeavesAsync([], () => fixture.Admin.PostAsync("/spend_limits", body));
        var third = await fixture.LeavesAsync([], () => fixture.Admin.PostAsync("/spend_limits", new { body.scope, body.period, amount = "12.50" }));

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(first.GetRawText(), third.GetRawText());
    }

    [Fact]
    public async Task Set_by_many_at_once_it_is_one_limit_and_one_event()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var all = await fixture.LeavesAsync(["api_key_spend_limit_created"], () => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.SetAsync(LimitFixture.Scope("api_key", key), "77"))));
        Assert.Single(all.Select(limit => limit.GetRawText()).Distinct());
    }

    [Fact]
    public async Task A_scope_has_one_limit_a_period_and_omitted_fields_stay()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var scope = LimitFixture.Scope("api_key", key);
        var monthly = await fixture.Admin.PostAsync("/spend_limits", new { scope, amount = "100", period = "monthly", mode = "shadow" });
        var daily = await fixture.SetAsync(scope, "100", "daily");
        var changed = await fixture.SetAsync(scope, null);

        Assert.NotEqual(Text(monthly, "id"), Text(daily, "id"));
        Assert.Equal((Text(monthly, "id"), JsonValueKind.Null, "shadow"), (Text(changed, "id"), changed.GetProperty("amount").ValueKind, Text(changed, "mode")));
        Assert.Equal(2, (await fixture.Admin.GetAsync("/spend_limits?api_key_id=" + key)).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_suspended_limit_is_not_enabled_until_its_time_or_until_null_ends_it()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var scope = LimitFixture.Scope("api_key", key);
        await fixture.SetAsync(scope, "100");
        var suspended = await fixture.LeavesAsync(["api_key_spend_limit_updated"], () => fixture.Admin.PostAsync("/spend_limits", new { scope, period = "monthly", suspended_until = fixture.Now.AddMinutes(1) }));
        Assert.False(suspended.GetProperty("is_enabled").GetBoolean());
        Assert.Equal("100", Text(suspended, "amount"));

        var resumed = await fixture.LeavesAsync(["api_key_spend_limit_updated"], () => fixture.Admin.PostAsync("/spend_limits", $$"""{"scope":{"type":"api_key","api_key_id":"{{key}}"},"period":"monthly","suspended_until":null}"""));
        Assert.True(resumed.GetProperty("is_enabled").GetBoolean());

        await fixture.Admin.PostAsync("/spend_limits", new { scope, period = "monthly", suspended_until = fixture.Now.AddMinutes(1) });
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var over = await fixture.Admin.GetAsync("/spend_limits/" + Text(suspended, "id"));
        Assert.Equal((true, JsonValueKind.Null), (over.GetProperty("is_enabled").GetBoolean(), over.GetProperty("suspended_until").ValueKind));
        // What is over needs no ending.
        await fixture.LeavesAsync([], () => fixture.Admin.PostAsync("/spend_limits", $$"""{"scope":{"type":"api_key","api_key_id":"{{key}}"},"period":"monthly","suspended_until":null}"""));
    }

    [Fact]
    public async Task An_amount_below_what_is_spent_explains_itself()
    {
        var (key, secret) = await fixture.NewKeyAsync();
        var spent = await fixture.SpendAsync(secret);
        var scope = LimitFixture.Scope("api_key", key);

        var low = await fixture.SetAsync(scope, "0.0001");
        Assert.Equal($"{spent} is spent already this month, and the cap in force is $0.000001: requests are refused until 2026-12-01T00:00:00Z, or until the amount is raised", Text(low, "note"));
        var life = await fixture.SetAsync(scope, "0", "lifetime");
        Assert.Equal($"{spent} is spent already in all, and the cap in force is $0.00: requests are refused until the amount is raised", Text(life, "note"));
        var soft = await fixture.Admin.PostAsync("/spend_limits", new { scope, period = "monthly", mode = "soft" });
        Assert.EndsWith("nothing is refused, because the limit is soft", Text(soft, "note"));
        Assert.Equal(JsonValueKind.Null, (await fixture.SetAsync(scope, "100000")).GetProperty("note").ValueKind);
    }

    [Fact]
    public async Task A_deleted_limit_is_gone_and_its_scope_free_for_another()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var scope = LimitFixture.Scope("api_key", key);
        var id = Text(await fixture.SetAsync(scope, "100"), "id");

        var deleted = await DeleteAsync(id);
        Assert.Equal($$"""{"id":"{{id}}","type":"spend_limit_deleted","note":null}""", deleted.GetRawText());
        foreach (var (method, path, body) in new[] { ("GET", "", null), ("DELETE", "", null), ("GET", "/grants", null), ("POST", "/grants", (object)new { amount = "1", ends_at = fixture.Now.AddDays(1) }) })
            Assert.Equal((404, "not_found_error", null, "spend limit not found"), await fixture.Admin.RefusedAsync(new HttpMethod(method), $"/spend_limits/{id}{path}", body));
        Assert.NotEqual(id, Text(await fixture.SetAsync(scope, "100"), "id"));
    }

    [Fact]
    public async Task What_was_set_is_in_the_policy_when_the_call_returns()
    {
        var (key, _) = await fixture.NewKeyAsync();
        var policy = fixture.Gateway.Server.Policy;
        var versions = new List<long>();
        foreach (var amount in new[] { "100", "300", "200" })
        {
            var id = Text(await fixture.SetAsync(LimitFixture.Scope("api_key", key), amount), "id");
            var live = policy.Current.SpendLimits.Values.Single(limit => limit.Id.Value == id);
            Assert.Equal(amount, live.Amount!.Value.ToCentsString());
            versions.Add(live.Version);
        }

        Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Theory]
    [InlineData("set", "limits.update", "platform_spend_limit_created")]
    [InlineData("delete", "limits.update", "api_key_spend_limit_deleted")]
    [InlineData("grant", "limits.update", "spend_grant_created")]
    [InlineData("end", "limits.update", "spend_grant_ended")]
    [InlineData("settings", "organization.update", "organization_updated")]
    [InlineData("resolve", "ledger.resolve", "spend_resolved")]
    public async Task A_denied_act_leaves_that_it_was_denied_and_changes_nothing(string act, string missing, string kind)
    {
        var (key, _) = await fixture.NewKeyAsync();
        var id = Text(await fixture.SetAsync(LimitFixture.Scope("api_key", key), "100"), "id");
        var grant = Text(await fixture.Admin.PostAsync($"/spend_limits/{id}/grants", new { amount = "1", ends_at = fixture.Now.AddDays(1) }), "id");
        var unresolved = fixture.Unresolved(new Money(1_000));
        var server = fixture.Gateway.Server;
        var actor = server.SystemActor with { Type = "admin_key", Id = "adminkey_01restricted", Permissions = Enum.GetValues<Permission>().Where(permission => PermissionNames.Of(permission) != missing).ToHashSet() };
        var before = (await StateAsync(id)).ToString();
        var sequence = fixture.Admin.LastSequence();

        var problem = act switch
        {
            "set" => (await server.Service<SetSpendLimit>().RunAsync(actor, new SetSpendLimitRequest(LimitFixture.Scope("organization"), "daily", "5"), default)).Problem,
            "delete" => (await server.Service<DeleteSpendLimit>().RunAsync(actor, id, default)).Problem,
            "grant" => (await server.Service<GrantSpend>().RunAsync(actor, id, new GrantSpendRequest("5", fixture.Now.AddDays(9), fixture.Now.AddDays(8)), default)).Problem,
            "end" => (await server.Service<EndGrant>().RunAsync(actor, id, grant, default)).Problem,
            "settings" => (await server.Service<UpdateOrganizationSettings>().RunAsync(actor, new UpdateOrganizationSettingsRequest("Asia/Tokyo"), default)).Problem,
            _ => (await server.Service<ResolveSpend>().RunAsync(actor, unresolved, new ResolveSpendRequest("0"), default)).Problem,
        };

        Assert.Equal(ProblemKind.Forbidden, problem!.Kind);
        Assert.Contains(missing, problem.Message);
        var entry = Assert.Single(fixture.Admin.EntriesAfter(sequence));
        Assert.Equal((kind, "denied", missing), (entry.GetProperty("type").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("detail").GetProperty("missing").GetString()));
        Assert.Equal(before, (await StateAsync(id)).ToString());
    }

    [Theory]
    [InlineData("limits.read", "/spend_limits,/spend_limits/usage,/spend_limits/explain,/spend_limits/effective,/spend_limits/{id},/spend_limits/{id}/grants")]
    [InlineData("ledger.read", "/ledger/unresolved,/ledger/verify")]
    public void Reading_needs_its_permission(string missing, string paths)
    {
        var server = fixture.Gateway.Server;
        var actor = server.SystemActor with { Permissions = Enum.GetValues<Permission>().Where(permission => PermissionNames.Of(permission) != missing).ToHashSet() };
        var query = new Claviger.Control.Http.AdminQuery(new Microsoft.AspNetCore.Http.DefaultHttpContext { Request = { QueryString = new("?api_key_id=apikey_01x") } });
        var problems = missing == "ledger.read"
            ? [server.Service<ListUnresolved>().Run(actor, Empty()).Problem, server.Service<VerifyLedger>().Run(actor).Problem]
            : new[]
            {
                server.Service<ListSpendLimits>().Run(actor, Empty()).Problem, server.Service<ReportSpendLimits>().Usage(actor, Empty()).Problem, server.Service<ReportSpendLimits>().Explain(actor, query).Problem,
                server.Service<ReportEffectiveLimits>().Run(actor, Empty()).Problem, server.Service<ListSpendLimits>().Get(actor, "x").Problem, server.Service<ListSpendLimits>().Grants(actor, "x", Empty()).Problem,
            };
        Assert.Equal(paths.Split(',').Length, problems.Length);
        Assert.All(problems, problem => Assert.Equal((ProblemKind.Forbidden, "this needs the permission " + missing), (problem!.Kind, problem.Message)));

        static Claviger.Control.Http.AdminQuery Empty() => new(new Microsoft.AspNetCore.Http.DefaultHttpContext());
    }

    private async Task<string> StateAsync(string id) => string.Join('\n',
        await fixture.Admin.GetAsync("/spend_limits/" + id), await fixture.Admin.GetAsync("/spend_limits?scope_type[]=organization"), await fixture.Admin.GetAsync("/settings"), await fixture.Admin.GetAsync("/ledger/unresolved?limit=1000"));

    private async Task<JsonElement> DeleteAsync(string id)
    {
        var (status, body) = await fixture.Gateway.AdminAsync(HttpMethod.Delete, "/spend_limits/" + id);
        Assert.Equal(200, (int)status);
        return body;
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
