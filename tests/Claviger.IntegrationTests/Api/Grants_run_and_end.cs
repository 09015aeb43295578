using System.Text.Json;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Grants_run_and_end(LimitFixture fixture) : IClassFixture<LimitFixture>
{
    [Fact]
    public async Task A_grant_lies_on_top_of_its_limit_until_its_end()
    {
        var (key, id) = await NewAsync("500");
        var start = fixture.Now;
        var grant = await fixture.LeavesAsync(["spend_grant_created"], () => GrantAsync(id, new { amount = "200", ends_at = start.AddHours(2), reason = "release week" }));

        Assert.Equal(["id", "type", "spend_limit_id", "amount", "currency", "starts_at", "ends_at", "reason", "status"], grant.EnumerateObject().Select(field => field.Name));
        Assert.StartsWith("slg_01", Text(grant, "id"));
        Assert.Equal(("spend_grant", id, "200", "release week", "running"), (Text(grant, "type"), Text(grant, "spend_limit_id"), Text(grant, "amount"), Text(grant, "reason"), Text(grant, "status")));
        Assert.Equal("700", await CapAsync(key));
        Assert.Equal("200", Text((await fixture.Admin.GetAsync("/spend_limits/" + id)).GetProperty("grants")[0], "amount"));

        fixture.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("500", await CapAsync(key));
        Assert.Equal(0, (await fixture.Admin.GetAsync("/spend_limits/" + id)).GetProperty("grants").GetArrayLength());
        Assert.Equal(["ended"], (await ListAsync(id)).Select(item => Text(item, "status")));
    }

    [Fact]
    public async Task A_later_one_waits_for_its_start()
    {
        var (key, id) = await NewAsync("500");
        var grant = await GrantAsync(id, new { amount = "200", starts_at = fixture.Now.AddMinutes(5), ends_at = fixture.Now.AddHours(1) });

        Assert.Equal(("scheduled", "500"), (Text(grant, "status"), await CapAsync(key)));
        fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(("running", "700"), (Text((await ListAsync(id))[0], "status"), await CapAsync(key)));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(10, 20)]
    [InlineData(59, 120)]
    [InlineData(5, 1000)]
    public async Task Two_at_a_time_are_refused_and_the_other_is_named(int startMinute, int endMinute)
    {
        var (_, id) = await NewAsync("500");
        var other = Text(await GrantAsync(id, new { amount = "1", starts_at = fixture.Now.AddMinutes(10), ends_at = fixture.Now.AddMinutes(60) }), "id");

        var refused = await fixture.LeavesAsync([], () => fixture.Admin.RefusedAsync(HttpMethod.Post, $"/spend_limits/{id}/grants",
            new { amount = "1", starts_at = fixture.Now.AddMinutes(startMinute), ends_at = fixture.Now.AddMinutes(endMinute) }));

        Assert.Equal((409, "conflict_error", "starts_at"), (refused.Status, refused.Type, refused.Field));
        Assert.Contains(other, refused.Message);
    }

    [Fact]
    public async Task One_may_begin_where_another_ends()
    {
        var (_, id) = await NewAsync("500");
        await GrantAsync(id, new { amount = "1", ends_at = fixture.Now.AddMinutes(10) });
        await GrantAsync(id, new { amount = "2", starts_at = fixture.Now.AddMinutes(10), ends_at = fixture.Now.AddMinutes(20) });
        Assert.Equal(["2", "1"], (await ListAsync(id)).Select(grant => Text(grant, "amount")));
    }

    [Fact]
    public async Task Ended_early_it_counts_no_more_and_its_time_is_free()
    {
        var (key, id) = await NewAsync("500");
        var running = Text(await GrantAsync(id, new { amount = "200", ends_at = fixture.Now.AddHours(1) }), "id");
        var later = Text(await GrantAsync(id, new { amount = "300", starts_at = fixture.Now.AddHours(1), ends_at = fixture.Now.AddHours(2) }), "id");

        Assert.Equal("ended", Text(await fixture.LeavesAsync(["spend_grant_ended"], () => EndAsync(id, running)), "status"));
        Assert.Equal("ended", Text(await fixture.LeavesAsync(["spend_grant_ended"], () => EndAsync(id, later)), "status"));
        await fixture.LeavesAsync([], () => EndAsync(id, running));
        await fixture.LeavesAsync([], () => EndAsync(id, later));
        Assert.Equal("500", await CapAsync(key));

        await GrantAsync(id, new { amount = "50", ends_at = fixture.Now.AddHours(3) });
        Assert.Equal("550", await CapAsync(key));
        fixture.Clock.Advance(TimeSpan.FromMinutes(90)); // where the one that never began would have run
        Assert.Equal("550", await CapAsync(key));
    }

    [Fact]
    public async Task All_of_a_limits_grants_are_walked_newest_first()
    {
        var (_, id) = await NewAsync("500");
        for (var i = 0; i < 5; i++)
            await GrantAsync(id, new { amount = (i + 1).ToString(), starts_at = fixture.Now.AddDays(i), ends_at = fixture.Now.AddDays(i + 1) });

        var amounts = new List<string>();
        for (string? page = ""; page is not null;)
        {
            var answer = await fixture.Admin.GetAsync($"/spend_limits/{id}/grants?limit=2{page}");
            amounts.AddRange(answer.GetProperty("data").EnumerateArray().Select(grant => Text(grant, "amount")));
            page = answer.GetProperty("next_page").GetString() is { } next ? "&page=" + next : null;
        }

        Assert.Equal(["5", "4", "3", "2", "1"], amounts);
    }

    [Fact]
    public async Task Another_limits_grant_is_not_found()
    {
        var (_, one) = await NewAsync("500");
        var (_, two) = await NewAsync("500");
        var grant = Text(await GrantAsync(one, new { amount = "1", ends_at = fixture.Now.AddHours(1) }), "id");
        Assert.Equal((404, "grant not found"), (await fixture.Admin.RefusedAsync(HttpMethod.Delete, $"/spend_limits/{two}/grants/{grant}")) is var refused ? (refused.Status, refused.Message) : default);
    }

    private async Task<(string Key, string Limit)> NewAsync(string amount)
    {
        var (key, _) = await fixture.NewKeyAsync();
        return (key, Text(await fixture.SetAsync(LimitFixture.Scope("api_key", key), amount, "lifetime"), "id"));
    }

    private Task<JsonElement> GrantAsync(string limit, object body) => fixture.Admin.PostAsync($"/spend_limits/{limit}/grants", body);

    private async Task<JsonElement> EndAsync(string limit, string grant)
    {
        var (status, body) = await fixture.Gateway.AdminAsync(HttpMethod.Delete, $"/spend_limits/{limit}/grants/{grant}");
        Assert.Equal(200, (int)status);
        return body;
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string limit) => (await fixture.Admin.GetAsync($"/spend_limits/{limit}/grants")).GetProperty("data").EnumerateArray().ToList();

    private async Task<string?> CapAsync(string key) => (await fixture.Admin.GetAsync("/spend_limits/usage?api_key_id=" + key)).GetProperty("data")[0].GetProperty("cap").GetString();

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
