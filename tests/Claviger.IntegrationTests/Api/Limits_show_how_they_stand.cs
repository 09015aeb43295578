using System.Text.Json;
using Claviger.Core;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Limits_show_how_they_stand(LimitFixture fixture) : IClassFixture<LimitFixture>
{
    [Fact]
    public async Task A_limit_made_in_the_middle_of_a_period_begins_with_what_was_spent()
    {
        var (key, secret) = await fixture.NewKeyAsync();
        var spent = await fixture.SpendAsync(secret, messages: 3);
        foreach (var period in new[] { "daily", "weekly", "monthly", "lifetime" }) await fixture.SetAsync(LimitFixture.Scope("api_key", key), "5000", period);

        var rows = (await fixture.Admin.GetAsync("/spend_limits/usage?api_key_id=" + key)).GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(
            [("lifetime", null), ("monthly", "2026-12-01T00:00:00Z"), ("weekly", "2026-11-30T00:00:00Z"), ("daily", "2026-11-24T00:00:00Z")],
            rows.Select(row => (Text(row, "period"), row.GetProperty("resets_at").GetString())));
        Assert.All(rows, row =>
        {
            Assert.Equal(spent.ToCentsString(), Text(row, "spent"));
            Assert.Equal((new Money(50 * Money.NanosPerDollar) - spent).ToCentsString(), Text(row, "left"));
            Assert.Equal(("5000", "5000", "0", true), (Text(row, "amount"), Text(row, "cap"), Text(row, "held"), row.GetProperty("enforced").GetBoolean()));
            Assert.StartsWith("prod-limited-x", Text(row, "scope_name"));
        });
    }

    [Fact]
    public async Task Periods_begin_in_the_organizations_time_zone()
    {
        var (key, _) = await fixture.NewKeyAsync();
        await fixture.SetAsync(LimitFixture.Scope("api_key", key), "5000", "daily");
        await fixture.LeavesAsync(["organization_updated"], () => fixture.Admin.PostAsync("/settings", new { time_zone = "Asia/Kolkata" }));

        var row = (await fixture.Admin.GetAsync("/spend_limits/usage?api_key_id=" + key)).GetProperty("data")[0];
        Assert.Equal(("2026-11-22T18:30:00Z", "2026-11-23T18:30:00Z"), (Text(row, "period_started_at"), Text(row, "resets_at")));
        await fixture.Admin.PostAsync("/settings", new { time_zone = "UTC" });
    }

    [Fact]
    public async Task A_key_is_explained_narrowest_limit_first_with_the_one_that_binds()
    {
        var (key, secret) = await fixture.NewKeyAsync();
        var (production, spent) = (fixture.Admin.WorkspaceId("Production"), await fixture.SpendAsync(secret));
        var organization = Text(await fixture.SetAsync(LimitFixture.Scope("organization"), "900000", "weekly"), "id");
        var workspace = Text(await fixture.SetAsync(LimitFixture.Scope("workspace", production), "400", "weekly"), "id");
        var user = Text(await fixture.SetAsync(LimitFixture.Scope("user", fixture.OwnerId), "500", "weekly"), "id");
        var own = Text(await fixture.SetAsync(LimitFixture.Scope("api_key", key), "600", "weekly"), "id");
        await fixture.Admin.PostAsync("/spend_limits", new { scope = LimitFixture.Scope("api_key", key), amount = "0", period = "daily", mode = "shadow" });

        var explained = await fixture.Admin.GetAsync("/spend_limits/explain?api_key_id=" + key);
        var limits = explained.GetProperty("limits").EnumerateArray().Where(limit => Text(limit, "period") == "weekly").ToList();
        Assert.Equal([own, user, workspace, organization], limits.Select(limit => Text(limit, "spend_limit_id")));
        Assert.Equal(workspace, Text(explained, "binding_limit_id"));
        Assert.Equal(Text(limits[2], "left"), Text(explained, "left"));
        Assert.Equal(spent.ToCentsString(), Text(limits[0], "spent"));
        Assert.False(explained.GetProperty("limits")[1].GetProperty("enforced").GetBoolean()); // the shadow: zero left, and binds nothing
        Assert.Equal(("api_key", key, "workspace", production, "Production"), (
            Text(explained.GetProperty("api_key"), "type"), Text(explained.GetProperty("api_key"), "id"), Text(explained.GetProperty("workspace"), "type"),
            Text(explained.GetProperty("workspace"), "id"), Text(explained.GetProperty("workspace"), "name")));
        Assert.Equal(("user", fixture.OwnerId), (Text(explained.GetProperty("owner"), "type"), Text(explained.GetProperty("owner"), "id")));

        foreach (var id in new[] { organization, workspace, user }) await fixture.Gateway.AdminAsync(HttpMethod.Delete, "/spend_limits/" + id);
        Assert.Equal(own, Text(await fixture.Admin.GetAsync("/spend_limits/explain?api_key_id=" + key), "binding_limit_id"));
    }

    [Fact]
    public async Task A_key_that_nothing_caps_says_so()
    {
        var (key, _) = await fixture.NewKeyAsync();
        await fixture.SetAsync(LimitFixture.Scope("api_key", key), null);
        var explained = await fixture.Admin.GetAsync("/spend_limits/explain?api_key_id=" + key);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (explained.GetProperty("binding_limit_id").ValueKind, explained.GetProperty("left").ValueKind));
    }

    [Fact]
    public async Task The_effective_report_has_a_row_for_each_member_and_period()
    {
        var limit = Text(await fixture.SetAsync(LimitFixture.Scope("user", fixture.OwnerId), "12345.6", "monthly"), "id");
        await fixture.SetAsync(LimitFixture.Scope("user", fixture.OwnerId), "100", "daily");

        var page = await fixture.Admin.GetAsync($"/spend_limits/effective?user_ids[]={fixture.OwnerId}&period[]=monthly&limit=1");
        var row = Assert.Single(page.GetProperty("data").EnumerateArray());
        Assert.Equal(
            ["scope", "actor", "amount", "currency", "period", "source", "spend_limit_id", "period_to_date_spend", "spent", "held", "left", "resets_at", "mode"],
            row.EnumerateObject().Select(field => field.Name));
        Assert.Equal((limit, "12345.6", "monthly"), (Text(row, "spend_limit_id"), Text(row, "amount"), Text(row, "period")));
        Assert.Equal($$"""{"type":"user_actor","user_id":"{{fixture.OwnerId}}","name":"Administrator","email_address":"admin@localhost","deleted":false}""", row.GetProperty("actor").GetRawText());
        Assert.Equal(row.GetProperty("scope").GetRawText(), row.GetProperty("source").GetRawText());
        Assert.InRange((Text(row, "period_to_date_spend").Split('.') is [_, var decimals] ? decimals : "").Length, 0, 3);
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next_page").ValueKind);

        // A page counts members, so a member's periods stay together.
        var both = await fixture.Admin.GetAsync("/spend_limits/effective?period[]=daily&period[]=monthly&limit=1");
        Assert.Equal(["daily", "monthly"], both.GetProperty("data").EnumerateArray().Select(item => Text(item, "period")));
        Assert.Equal(0, (await fixture.Admin.GetAsync("/spend_limits/effective?user_ids[]=user_01none")).GetProperty("data").GetArrayLength());
        foreach (var id in both.GetProperty("data").EnumerateArray()) await fixture.Gateway.AdminAsync(HttpMethod.Delete, "/spend_limits/" + Text(id, "spend_limit_id"));
    }

    [Theory]
    [InlineData("/spend_limits", "id")]
    [InlineData("/spend_limits/usage", "spend_limit_id")]
    public async Task Lists_are_walked_whole_newest_first(string path, string idField)
    {
        for (var i = 0; i < 5; i++) await fixture.SetAsync(LimitFixture.Scope("api_key", (await fixture.NewKeyAsync()).Id), "1");
        var all = await WalkAsync(path + "?limit=1000", idField);
        foreach (var limit in new[] { 1, 2, 3, 7 }) Assert.Equal(all, await WalkAsync($"{path}?limit={limit}", idField));
        Assert.True(all.Count >= 5);

        var keys = await WalkAsync($"{path}?scope_type[]=api_key&limit=2", idField);
        Assert.Equal(all.Where(keys.Contains), keys);
    }

    [Fact]
    public async Task A_cursor_of_other_filters_is_refused()
    {
        for (var i = 0; i < 3; i++) await fixture.SetAsync(LimitFixture.Scope("api_key", (await fixture.NewKeyAsync()).Id), "1");
        var page = (await fixture.Admin.GetAsync("/spend_limits?scope_type[]=api_key&limit=1")).GetProperty("next_page").GetString();

        await fixture.Admin.GetAsync($"/spend_limits?scope_type[]=api_key&limit=2&page={page}"); // another limit is not another filter
        foreach (var other in new[] { "/spend_limits?", "/spend_limits?scope_type[]=user&", "/spend_limits?scope_type[]=api_key&scope_type[]=user&", "/spend_limits?scope_type[]=api_key&workspace_id=x&", "/spend_limits/usage?scope_type[]=api_key&" })
        {
            var refused = await fixture.Admin.RefusedAsync(HttpMethod.Get, $"{other}page={page}");
            Assert.Equal((400, "page"), (refused.Status, refused.Field));
        }
    }

    [Fact]
    public async Task Anthropics_beta_header_is_taken_and_not_needed()
    {
        var (answer, _) = await fixture.Admin.SendAsync(HttpMethod.Get, "/spend_limits?beta=true", headers: headers =>
        {
            headers.Add("x-api-key", fixture.Gateway.AdminKey);
            headers.Add("anthropic-beta", "spend-limit-reads-2026-09-26");
        });
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private async Task<List<string>> WalkAsync(string path, string idField)
    {
        var ids = new List<string>();
        for (string? page = ""; page is not null;)
        {
            var answer = await fixture.Admin.GetAsync(path + page);
            Assert.Equal(["data", "next_page"], answer.EnumerateObject().Select(field => field.Name));
            ids.AddRange(answer.GetProperty("data").EnumerateArray().Select(item => Text(item, idField)));
            page = answer.GetProperty("next_page").GetString() is { } next ? "&page=" + next : null;
        }

        return ids;
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
