using System.Text.Json;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>X7: Anthropic's compliance feed, on its own path.</summary>
public sealed class Activities_are_read_as_Anthropics(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task Acts_have_Anthropics_types_actors_and_updates()
    {
        var key = (await fixture.PostAsync("/api_keys", new { workspace_id = fixture.WorkspaceId("Production"), service = AdminFixture.Service() })).GetProperty("api_key").GetProperty("id").GetString();
        await fixture.PostAsync($"/api_keys/{key}", new { status = "inactive" });

        var feed = await FeedAsync("?activity_types[]=platform_api_key_updated&limit=1");
        var activity = feed.GetProperty("data")[0];
        Assert.StartsWith("activity_01", activity.GetProperty("id").GetString());
        Assert.Equal(("platform_api_key_updated", key), (activity.GetProperty("type").GetString(), activity.GetProperty("api_key_id").GetString()));
        Assert.Equal("admin_api_key_actor", activity.GetProperty("actor").GetProperty("type").GetString());
        Assert.Equal("""{"type":"status","previous_value":"active","current_value":"inactive"}""", Assert.Single(activity.GetProperty("updates").EnumerateArray()).GetRawText());
        Assert.Equal(feed.GetProperty("first_id").GetString(), activity.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Reading_is_an_activity_itself_and_no_snapshot_is_built_for_it()
    {
        var change = (await fixture.GetAsync("/status")).GetProperty("change").GetInt64();
        var newest = (await FeedAsync("?limit=1")).GetProperty("data")[0];
        Assert.Equal(("compliance_api_accessed", "GET", "/v1/compliance/activities?limit=1"), (newest.GetProperty("type").GetString(), newest.GetProperty("request_method").GetString(), newest.GetProperty("url").GetString()));
        Assert.Equal(change, (await fixture.GetAsync("/status")).GetProperty("change").GetInt64());
        var without = await FeedAsync("?exclude_activity_types[]=compliance_api_accessed");
        Assert.DoesNotContain(without.GetProperty("data").EnumerateArray(), activity => activity.GetProperty("type").GetString() == "compliance_api_accessed");
    }

    [Fact]
    public async Task It_is_walked_in_both_directions()
    {
        const string Filter = "&exclude_activity_types[]=compliance_api_accessed&limit=2";
        var all = (await FeedAsync("?exclude_activity_types[]=compliance_api_accessed&limit=5000")).GetProperty("data").EnumerateArray().Select(activity => activity.GetProperty("id").GetString()!).ToList();
        var down = new List<string>();
        for (JsonElement page = await FeedAsync("?" + Filter[1..]); ; page = await FeedAsync($"?after_id={page.GetProperty("last_id").GetString()}{Filter}"))
        {
            down.AddRange(page.GetProperty("data").EnumerateArray().Select(activity => activity.GetProperty("id").GetString()!));
            if (!page.GetProperty("has_more").GetBoolean()) break;
        }

        Assert.Equal(all, down);
        var up = await FeedAsync($"?before_id={all[^1]}{Filter}");
        Assert.Equal(all[^3..^1], up.GetProperty("data").EnumerateArray().Select(activity => activity.GetProperty("id").GetString()!));
        Assert.True(up.GetProperty("has_more").GetBoolean());
    }

    [Theory]
    [InlineData("?limit=5001", "limit")]
    [InlineData("?after_id=activity_01AAAAAAAAAAAAAAAAAAAAAA", "after_id")]
    [InlineData("?after_id=nonsense", "after_id")]
    [InlineData("?nonsense=1", "nonsense")]
    public async Task Wrong_questions_are_named(string query, string field)
    {
        var (answer, body) = await fixture.SendAsync(HttpMethod.Get, "/v1/compliance/activities" + query);
        Assert.Equal((400, field), ((int)answer.StatusCode, body.GetProperty("error").GetProperty("details").GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Strangers_and_keys_of_the_data_plane_get_a_401_and_other_paths_a_404()
    {
        foreach (var key in new[] { "nonsense", fixture.Gateway.Key.Secret })
            Assert.Equal(401, (int)(await fixture.SendAsync(HttpMethod.Get, "/v1/compliance/activities", headers: headers => headers.Add("x-api-key", key))).Answer.StatusCode);
        Assert.Equal(404, (int)(await fixture.SendAsync(HttpMethod.Get, "/v1/compliance/chats")).Answer.StatusCode);
        Assert.Empty((await FeedAsync("?organization_ids[]=00000000-0000-0000-0000-000000000000")).GetProperty("data").EnumerateArray());
        Assert.Empty((await FeedAsync("?activity_types[]=sso_login_succeeded")).GetProperty("data").EnumerateArray());
    }

    private async Task<JsonElement> FeedAsync(string query)
    {
        var (answer, body) = await fixture.SendAsync(HttpMethod.Get, "/v1/compliance/activities" + query);
        Assert.True((int)answer.StatusCode == 200, body.ToString());
        return body;
    }
}
