using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Lists_are_walked_whole(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Theory]
    [InlineData("/api_keys", 1)]
    [InlineData("/api_keys", 2)]
    [InlineData("/api_keys", 3)]
    [InlineData("/api_keys", 7)]
    [InlineData("/api_keys", 1000)]
    [InlineData("/workspaces", 1)]
    [InlineData("/workspaces", 2)]
    [InlineData("/workspaces", 5)]
    public async Task Forward_and_backward_each_item_comes_once(string path, int limit)
    {
        while ((await PageAsync(path, "?limit=1000")).Ids.Count < 7)
            if (path == "/workspaces") await fixture.PostAsync(path, new { name = AdminFixture.Service() });
            else await fixture.PostAsync(path, new { workspace_id = fixture.WorkspaceId("Staging"), service = AdminFixture.Service() });
        var all = (await PageAsync(path, "?limit=1000")).Ids;

        var forward = new List<string>();
        for (var query = $"?limit={limit}"; ;)
        {
            var page = await PageAsync(path, query);
            forward.AddRange(page.Ids);
            Assert.True(page.Ids.Count == limit || !page.More);
            if (!page.More) break;
            query = $"?limit={limit}&after_id={page.Last}";
        }

        var backward = new List<string> { all[^1] };
        for (var query = $"?limit={limit}&before_id={all[^1]}"; ;)
        {
            var page = await PageAsync(path, query);
            backward.InsertRange(0, page.Ids);
            if (!page.More) break;
            query = $"?limit={limit}&before_id={page.First}";
        }

        Assert.Equal(all, forward);
        Assert.Equal(all, backward);
    }

    [Fact]
    public async Task The_end_is_an_empty_page()
    {
        var last = (await PageAsync("/api_keys", "?limit=1000")).Last;
        var first = (await PageAsync("/api_keys", "")).First;

        foreach (var query in new[] { $"?after_id={last}", $"?before_id={first}", "?workspace_id=wrkspc_01none", "?created_by_user_id=user_01none" })
        {
            var page = await PageAsync("/api_keys", query);
            Assert.Empty(page.Ids);
            Assert.Equal((false, null, null), (page.More, page.First, page.Last));
        }
    }

    [Fact]
    public async Task Twenty_come_when_no_limit_is_given()
    {
        while ((await PageAsync("/api_keys", "?limit=1000")).Ids.Count < 21)
            await fixture.PostAsync("/api_keys", new { workspace_id = fixture.WorkspaceId("Staging"), service = AdminFixture.Service() });

        var page = await PageAsync("/api_keys", "");
        Assert.Equal((20, true), (page.Ids.Count, page.More));
    }

    [Fact]
    public async Task Filters_keep_what_they_name()
    {
        var production = await PageAsync("/api_keys", "?workspace_id=" + fixture.WorkspaceId("Production"));
        Assert.Contains(fixture.Gateway.Key.ApiKey.Id, production.Ids);
        Assert.DoesNotContain(fixture.Gateway.OtherKey.ApiKey.Id, production.Ids);
        var mine = await PageAsync("/api_keys", "?limit=1000&created_by_user_id=" + fixture.Gateway.Key.ApiKey.CreatedBy!.Id);
        Assert.Equal((await PageAsync("/api_keys", "?limit=1000")).Ids, mine.Ids);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var refused = await fixture.RefusedAsync(HttpMethod.Get, "/workspaces?after_id=" + fixture.Gateway.Key.ApiKey.Id);
        Assert.Equal((400, "after_id"), (refused.Status, refused.Field));
        refused = await fixture.RefusedAsync(HttpMethod.Get, "/api_keys?before_id=" + fixture.WorkspaceId("Production"));
        Assert.Equal((400, "before_id"), (refused.Status, refused.Field));
    }

    private async Task<(IReadOnlyList<string> Ids, bool More, string? First, string? Last)> PageAsync(string path, string query)
    {
        var page = await fixture.GetAsync(path + query);
        Assert.Equal(["data", "has_more", "first_id", "last_id"], page.EnumerateObject().Select(field => field.Name));
        var ids = page.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        var (first, last) = (page.GetProperty("first_id").GetString(), page.GetProperty("last_id").GetString());
        Assert.Equal((ids.FirstOrDefault(), ids.LastOrDefault()), (first, last));
        return (ids, page.GetProperty("has_more").GetBoolean(), first, last);
    }
}
