using System.Text.Json;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>S6, S16: who is stopped by a limit asks, who may change it decides.</summary>
public sealed class Higher_limits_are_asked_for(LimitFixture fixture) : IClassFixture<LimitFixture>
{
    private const string Path = "/spend_limit_increase_requests";

    private TestGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task A_request_is_made_shown_approved_and_in_force()
    {
        var (person, limit) = await LimitedAsync("5000");
        var before = fixture.Admin.LastSequence();
        var asked = await Gateway.Ok(HttpMethod.Post, Path, new { amount = "8000", reason = "evaluation" }, person.Secret);

        Assert.Equal(
            ["id", "type", "actor", "created_at", "period", "resolved_at", "resolved_by", "spend_summary", "status", "spend_limit_id", "scope", "amount", "currency", "reason", "approved_amount", "spend_grant_id", "spend_limit"],
            asked.EnumerateObject().Select(field => field.Name));
        Assert.StartsWith("slir_01", asked.Text("id"));
        Assert.Equal(("spend_limit_increase_request", "monthly", "pending", limit, "8000"), (asked.Text("type"), asked.Text("period"), asked.Text("status"), asked.Text("spend_limit_id"), asked.Text("amount")));
        Assert.Equal((person.Id, person.Email, false), (asked.GetProperty("actor").Text("user_id"), asked.GetProperty("actor").Text("email_address"), asked.GetProperty("actor").GetProperty("deleted").GetBoolean()));
        Assert.Equal(("5000", "0"), (asked.GetProperty("spend_summary").Text("amount"), asked.GetProperty("spend_summary").Text("period_to_date_spend")));
        Assert.Equal(asked.ToString(), (await Gateway.Ok(HttpMethod.Get, $"{Path}/{asked.Text("id")}", key: person.Secret)).ToString());
        Assert.Equal(asked.ToString(), (await Gateway.Ok(HttpMethod.Get, $"{Path}/{asked.Text("id")}")).ToString());

        var approved = await Gateway.Ok(HttpMethod.Post, $"{Path}/{asked.Text("id")}/approve", new { amount = "7000", suppress_notification = true });
        Assert.Equal(("approved", "7000", "7000", JsonValueKind.Null), (approved.Text("status"), approved.Text("approved_amount"), approved.GetProperty("spend_limit").Text("amount"), approved.GetProperty("spend_summary").ValueKind));
        Assert.Equal("scoped_api_key_actor", approved.GetProperty("resolved_by").Text("type"));
        Assert.Equal("7000", (await fixture.Admin.GetAsync("/spend_limits/" + limit)).Text("amount"));
        Assert.Equal(["spend_limit_increase_requested", "spend_limit_increase_approved", "user_spend_limit_updated"], fixture.Admin.EntriesAfter(before).Select(entry => entry.Text("type")));
        Assert.Equal((400, "this request was approved already; to change the limit, use POST /v1/organizations/spend_limits"), await ShortAsync($"{Path}/{asked.Text("id")}/approve", new { amount = "9000" }));
        Assert.Equal(400, (await ShortAsync($"{Path}/{asked.Text("id")}/deny", null)).Status);
    }

    [Fact]
    public async Task The_next_request_meets_what_was_approved()
    {
        var (key, secret) = await fixture.NewKeyAsync();
        await fixture.SetAsync(LimitFixture.Scope("api_key", key), "0");
        var developer = await Gateway.JoinAsync("user", Gateway.WorkspaceId("Production"), "workspace_developer");
        Assert.Equal(429, await fixture.Admin.MessageStatusAsync(secret));

        var asked = await Gateway.Ok(HttpMethod.Post, Path, new { scope = new { type = "api_key", api_key_id = key }, amount = "500", reason = "work" }, developer.Secret);
        await Gateway.Ok(HttpMethod.Post, $"{Path}/{asked.Text("id")}/approve", new { amount = "500" });

        Assert.Equal(200, await fixture.Admin.MessageStatusAsync(secret));
    }

    [Fact]
    public async Task Until_the_period_ends_it_is_a_grant()
    {
        var (person, limit) = await LimitedAsync("5000");
        var asked = await Gateway.Ok(HttpMethod.Post, Path, new { amount = "8000", reason = "launch week" }, person.Secret);

        var approved = await Gateway.Ok(HttpMethod.Post, $"{Path}/{asked.Text("id")}/approve", new { amount = "8000", until_period_end = true, period = "monthly" });

        var stands = await fixture.Admin.GetAsync("/spend_limits/" + limit);
        var grant = Assert.Single(stands.GetProperty("grants").EnumerateArray());
        Assert.Equal(("5000", "3000", "launch week", "running"), (stands.Text("amount"), grant.Text("amount"), grant.Text("reason"), grant.Text("status")));
        Assert.Equal(approved.Text("spend_grant_id"), grant.Text("id"));
        var month = fixture.Now.UtcDateTime;
        Assert.Equal(new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1), grant.GetProperty("ends_at").GetDateTimeOffset());
        // A second one would run at the same time.
        var again = await Gateway.Ok(HttpMethod.Post, Path, new { amount = "9000", reason = "more" }, person.Secret);
        Assert.Equal((409, "spend_grant_overlaps"), await CodeAsync(HttpMethod.Post, $"{Path}/{again.Text("id")}/approve", new { amount = "9000", until_period_end = true }));
    }

    [Fact]
    public async Task A_denial_changes_nothing_and_may_be_repeated()
    {
        var (person, limit) = await LimitedAsync("5000");
        var asked = await Gateway.Ok(HttpMethod.Post, Path, new { amount = "8000", reason = "evaluation" }, person.Secret);

        var denied = await fixture.LeavesAsync(["spend_limit_increase_denied"], () => Gateway.Ok(HttpMethod.Post, $"{Path}/{asked.Text("id")}/deny", new { suppress_notification = false }));
        Assert.Equal(("denied", JsonValueKind.Null), (denied.Text("status"), denied.GetProperty("approved_amount").ValueKind));
        Assert.Equal(denied.ToString(), (await fixture.LeavesAsync([], () => Gateway.Ok(HttpMethod.Post, $"{Path}/{asked.Text("id")}/deny"))).ToString());
        Assert.Equal(400, (await ShortAsync($"{Path}/{asked.Text("id")}/approve", new { amount = "8000" })).Status);
        Assert.Equal("5000", (await fixture.Admin.GetAsync("/spend_limits/" + limit)).Text("amount"));
        await Gateway.Ok(HttpMethod.Post, Path, new { amount = "8000", reason = "once more" }, person.Secret); // decided: another may be made
    }

    [Fact]
    public async Task Whoever_decides_needs_the_right_where_the_limit_is()
    {
        var production = Gateway.WorkspaceId("Production");
        var (keyOne, _) = await fixture.NewKeyAsync();
        await fixture.SetAsync(LimitFixture.Scope("api_key", keyOne), "100");
        var developer = await Gateway.JoinAsync("user", production, "workspace_developer");
        var other = await Gateway.JoinAsync("user", production, "workspace_developer");
        var stranger = await Gateway.JoinAsync("user", Gateway.WorkspaceId("Staging"), "workspace_developer");
        var body = new { scope = new { type = "api_key", api_key_id = keyOne }, amount = "500", reason = "work" };
        var asked = await Gateway.Ok(HttpMethod.Post, Path, body, developer.Secret);
        var id = asked.Text("id");

        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, $"{Path}/{id}/approve", new { amount = "500" }, developer.Secret)).Status); // not one's own, either
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, $"{Path}/{id}/deny", null, other.Secret)).Status);
        Assert.Equal(id, (await Gateway.Ok(HttpMethod.Get, $"{Path}/{id}", key: other.Secret)).Text("id")); // may read the limit
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"{Path}/{id}", null, stranger.Secret)).Status);
        // To somebody outside, the key isn't there.
        var hidden = await Gateway.Refused(HttpMethod.Post, Path, body, stranger.Secret);
        Assert.Equal((await Gateway.Refused(HttpMethod.Post, Path, new { scope = new { type = "api_key", api_key_id = "apikey_01none" }, amount = "500", reason = "work" }, stranger.Secret)), hidden);
        Assert.Equal(404, hidden.Status);

        var role = (await Gateway.Ok(HttpMethod.Post, "/rbac_roles", new { display_name = "money here", permissions = new[] { "limits.read", "limits.update" } })).Text("id");
        await Gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = role, principal_type = "user", principal_id = other.Id, workspace_id = production });
        var approved = await Gateway.Ok(HttpMethod.Post, $"{Path}/{id}/approve", new { amount = "400" }, other.Secret);
        Assert.Equal((other.Id, "user_actor"), (approved.GetProperty("resolved_by").Text("user_id"), approved.GetProperty("resolved_by").Text("type")));
        // The right in a workspace is none over a member's own limit.
        var (limited, _) = await LimitedAsync("5000");
        var own = await Gateway.Ok(HttpMethod.Post, Path, new { amount = "8000", reason = "evaluation" }, limited.Secret);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Post, $"{Path}/{own.Text("id")}/approve", new { amount = "8000" }, other.Secret)).Status);
    }

    [Fact]
    public async Task Lists_show_what_may_be_seen_in_pages_and_by_filters()
    {
        var people = new List<(Person Person, string Id)>();
        for (var i = 0; i < 3; i++)
        {
            var (person, _) = await LimitedAsync("5000");
            people.Add((person, (await Gateway.Ok(HttpMethod.Post, Path, new { amount = "8000", reason = "evaluation" }, person.Secret)).Text("id")));
        }

        await Gateway.Ok(HttpMethod.Post, $"{Path}/{people[1].Id}/deny");
        Assert.Equal([people[0].Id], await IdsAsync("", people[0].Person.Secret)); // one's own alone
        var filter = string.Concat(people.Select(one => "&actor_ids[]=" + one.Person.Id));
        Assert.Equal([people[2].Id, people[1].Id, people[0].Id], await IdsAsync(filter));
        Assert.Equal([people[2].Id, people[0].Id], await IdsAsync(filter + "&status[]=pending"));
        Assert.Equal([people[1].Id], await IdsAsync(filter + "&status[]=denied&status[]=approved"));
        var first = await Gateway.Ok(HttpMethod.Get, $"{Path}?limit=2{filter}");
        Assert.Equal(["data", "next_page"], first.EnumerateObject().Select(field => field.Name));
        var second = await Gateway.Ok(HttpMethod.Get, $"{Path}?limit=2{filter}&page={first.Text("next_page")}");
        Assert.Equal([people[0].Id], second.GetProperty("data").EnumerateArray().Select(item => item.Text("id")));
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Get, $"{Path}?limit=2&page={first.Text("next_page")}")).Status); // another filter
        Assert.Equal((400, "status[]: must be one of pending, approved, denied"), (await Gateway.Refused(HttpMethod.Get, Path + "?status[]=ended")) is var refused ? (refused.Status, refused.Message) : default);
    }

    [Fact]
    public async Task What_somebody_asked_for_ends_when_they_leave()
    {
        var (person, _) = await LimitedAsync("5000");
        var id = (await Gateway.Ok(HttpMethod.Post, Path, new { amount = "8000", reason = "evaluation" }, person.Secret)).Text("id");
        var before = fixture.Admin.LastSequence();
        await Gateway.Ok(HttpMethod.Delete, "/users/" + person.Id);

        Assert.Contains(fixture.Admin.EntriesAfter(before), entry => entry.Text("type") == "spend_limit_increase_ended" && entry.Text("target") == id);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"{Path}/{id}")).Status);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Post, $"{Path}/{id}/approve", new { amount = "8000" })).Status);
        Assert.Empty(await IdsAsync("&actor_ids[]=" + person.Id));
    }

    [Fact]
    public async Task Faults_are_named()
    {
        var (person, limit) = await LimitedAsync("5000");
        Assert.Equal("amount: the limit is $50.00 already: ask for more", (await Gateway.Refused(HttpMethod.Post, Path, new { amount = "5000", reason = "x" }, person.Secret)).Message);
        Assert.Equal("reason: must be 1 to 500 characters, without control and direction characters", (await Gateway.Refused(HttpMethod.Post, Path, new { amount = "6000", reason = "" }, person.Secret)).Message);
        Assert.Equal("reason: required", (await Gateway.Refused(HttpMethod.Post, Path, new { amount = "6000" }, person.Secret)).Message);
        Assert.StartsWith("amount: must be a string of cents", (await Gateway.Refused(HttpMethod.Post, Path, new { amount = 6000, reason = "x" }, person.Secret)).Message);
        Assert.Equal("period: there is no daily limit here, so there is nothing to raise", (await Gateway.Refused(HttpMethod.Post, Path, new { amount = "6000", reason = "x", period = "daily" }, person.Secret)).Message);
        Assert.Equal("a request for a higher limit is a person's: ask with a personal key", (await Gateway.Refused(HttpMethod.Post, Path, new { amount = "6000", reason = "x" })).Message);
        var id = (await Gateway.Ok(HttpMethod.Post, Path, new { amount = "6000", reason = "x" }, person.Secret)).Text("id");
        Assert.Equal((409, "increase_request_pending"), await CodeAsync(HttpMethod.Post, Path, new { amount = "7000", reason = "x" }, person.Secret));
        Assert.Equal((400, "amount: the limit is $50.00 already: approve more, or deny the request"), await ShortAsync($"{Path}/{id}/approve", new { amount = "5000" }));
        Assert.Equal(400, (await ShortAsync($"{Path}/{id}/approve", new { amount = "6000", period = "daily" })).Status);
        Assert.Equal((400, "amount: required"), await ShortAsync($"{Path}/{id}/approve", new { }));
        await fixture.Admin.Gateway.Ok(HttpMethod.Delete, "/spend_limits/" + limit);
        Assert.Equal((400, "the limit is gone or has no amount any more: there is nothing to raise; deny the request"), await ShortAsync($"{Path}/{id}/approve", new { amount = "6000" }));
        Assert.Equal("denied", (await Gateway.Ok(HttpMethod.Post, $"{Path}/{id}/deny")).Text("status"));
    }

    private async Task<(Person Person, string Limit)> LimitedAsync(string amount)
    {
        var person = await Gateway.JoinAsync("user");
        return (person, (await fixture.SetAsync(LimitFixture.Scope("user", person.Id), amount)).Text("id"));
    }

    private async Task<List<string>> IdsAsync(string query, string? key = null) =>
        (await Gateway.Ok(HttpMethod.Get, $"{Path}?limit=1000{query}", key: key)).GetProperty("data").EnumerateArray().Select(item => item.Text("id")).ToList();

    private async Task<(int Status, string Message)> ShortAsync(string path, object? body)
    {
        var refused = await Gateway.Refused(HttpMethod.Post, path, body);
        return (refused.Status, refused.Message);
    }

    private async Task<(int, string?)> CodeAsync(HttpMethod method, string path, object body, string? key = null)
    {
        var refused = await Gateway.Refused(method, path, body, key);
        return (refused.Status, refused.Code);
    }
}
