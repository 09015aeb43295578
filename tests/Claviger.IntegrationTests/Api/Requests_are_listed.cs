using System.Text.Json;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Claviger.Storage;
using Claviger.Storage.Usage;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>S12: the request log.</summary>
public sealed class Requests_are_listed(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task Newest_first_with_who_what_tokens_and_cost_and_by_every_filter()
    {
        foreach (var key in new[] { fixture.Gateway.Key, fixture.Gateway.OtherKey, fixture.Gateway.Key })
            Assert.Equal(200, await fixture.MessageStatusAsync(key.Secret));

        var rows = await fixture.Gateway.RowsAsync();
        var all = await ListAsync("");
        Assert.Equal(rows.Count, all.Count);
        Assert.Equal(rows.Reverse().Select(row => (row.Status, row.Input, row.Output)), all.Select(request => (request.GetProperty("status").GetInt32(), request.GetProperty("uncached_input_tokens").GetInt64(), request.GetProperty("output_tokens").GetInt64())));
        var newest = all[0];
        Assert.Equal((fixture.Gateway.Key.ApiKey.Id, fixture.WorkspaceId("Production"), "claude-haiku-4-5-20251001", "completed"), (
            newest.GetProperty("api_key_id").GetString(), newest.GetProperty("workspace_id").GetString(), newest.GetProperty("model").GetString(), newest.GetProperty("outcome").GetString()));
        Assert.Equal(fixture.Gateway.Key.ApiKey.Owner.Id, newest.GetProperty("owner").GetProperty("id").GetString());

        var ofKey = all.Where(request => request.GetProperty("api_key_id").GetString() == fixture.Gateway.Key.ApiKey.Id).Select(request => request.GetProperty("id").GetString()).ToList();
        Assert.Equal(2, ofKey.Count);
        Assert.Equal(ofKey, (await ListAsync($"?api_key_ids[]={fixture.Gateway.Key.ApiKey.Id}")).Select(request => request.GetProperty("id").GetString()));
        Assert.Equal(all.Count - 2, (await ListAsync($"?workspace_ids[]={fixture.WorkspaceId("Staging")}")).Count);
        Assert.Empty(await ListAsync("?workspace_ids[]=wrkspc_01other"));
        Assert.Empty(await ListAsync("?api_key_ids[]=apikey_01other"));
        Assert.Equal(all.Count, (await ListAsync("?models[]=claude-haiku-4-5-20251001&outcomes[]=completed")).Count);
        Assert.Empty(await ListAsync("?models[]=claude-opus-4-1"));
        Assert.Empty(await ListAsync("?outcomes[]=cut_short&outcomes[]=unresolved"));
        Assert.Empty(await ListAsync("?created_at.lt=2020-01-01T00:00:00Z"));
        Assert.Equal(all.Count, (await ListAsync("?created_at.gte=2020-01-01T00:00:00Z")).Count);
        var id = newest.GetProperty("id").GetString();
        Assert.Equal([id], (await ListAsync($"?request_id={id}")).Select(request => request.GetProperty("id").GetString()));

        var walked = new List<string?>();
        for (string? page = ""; page is not null;)
        {
            var answer = await fixture.GetAsync("/request_log?limit=1" + (page.Length > 0 ? "&page=" + page : ""));
            walked.AddRange(answer.GetProperty("data").EnumerateArray().Select(request => request.GetProperty("id").GetString()));
            page = answer.GetProperty("next_page").GetString();
        }

        Assert.Equal(all.Select(request => request.GetProperty("id").GetString()), walked);
    }

    [Fact]
    public async Task A_page_looks_at_a_bounded_stretch_and_none_is_missed()
    {
        for (var i = 0; i < 7; i++) Assert.Equal(200, await fixture.MessageStatusAsync(fixture.Gateway.OtherKey.Secret));
        await fixture.Gateway.RowsAsync();
        using var reader = fixture.Gateway.Server.Service<Database>().Read();
        var workspaces = fixture.Gateway.Server.Policy.Current.Workspaces.Select(workspace => workspace.Number).ToList();
        var filter = new RequestLogFilter(workspaces, null, null, [UsageOutcome.Completed], null, null);
        var expected = RequestLogStore.Page(reader, filter, null, 1_000).Rows.Select(row => row.RequestId).ToList();
        foreach (var looked in new[] { 1, 2, 3, 100 })
            foreach (var limit in new[] { 1, 2, 5 })
            {
                var seen = new List<UInt128>();
                UInt128? below = null;
                do
                {
                    (var rows, below) = RequestLogStore.Page(reader, filter, below, limit, looked);
                    Assert.True(rows.Count <= Math.Min(looked, limit));
                    seen.AddRange(rows.Select(row => row.RequestId));
                }
                while (below is not null);
                Assert.Equal(expected, seen);
            }
    }

    [Fact]
    public void The_table_is_searched_by_its_key_and_never_scanned()
    {
        Assert.SkipUnless(TestStore.Postgres is null, "reads SQLite's plan");
        using var store = fixture.Open();
        foreach (var filter in new[]
        {
            new RequestLogFilter([1], null, null, null, null, null),
            new RequestLogFilter([1], [1], [1], [UsageOutcome.Completed], 0, 1),
        })
        {
            var sql = "EXPLAIN QUERY PLAN " + RequestLogStore.Sql(filter).Replace(" IN @", " = @", StringComparison.Ordinal);
            var plan = store.Query(sql, new { high = new byte[16], low = new byte[16], beyond = new byte[16], workspaces = 1, keys = 1, models = 1, outcomes = 0, limit = 1 }).Select(row => (string)row.detail).ToList();
            Assert.All(plan, step => Assert.StartsWith("SEARCH usage USING PRIMARY KEY", step));
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query) => (await fixture.GetAsync("/request_log" + query)).GetProperty("data").EnumerateArray().ToList();
}
