using System.Net;
using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.OwnedObjects;

/// <summary>Three workspaces share one upstream and fill it with more objects than its pages hold.</summary>
public sealed class Lists_show_own_objects_only(Lists_show_own_objects_only.Filled filled) : IClassFixture<Lists_show_own_objects_only.Filled>
{
    private const string OldBeta = "files-api-2025-04-14";
    private readonly TestGateway _gateway = filled.Gateway;
    private readonly Dictionary<string, List<string>> _files = filled.Files;
    private readonly Dictionary<string, List<string>> _batches = filled.Batches;

    private string[] Keys => filled.Keys;

    [Fact]
    public async Task Every_walk_finds_exactly_the_own_ones_in_order()
    {
        foreach (var key in Keys)
        {
            foreach (var limit in new[] { "", "limit=1&", "limit=7&", "limit=1000&" })
            {
                Assert.Equal(_batches[key], await WalkAsync("/v1/messages/batches?" + limit, key, forwards: true));
                Assert.Equal(_files[key], await WalkAsync("/v1/files?" + limit, key, forwards: true, OldBeta));
                Assert.Equal(_files[key], await WalkCursorAsync("/v1/files?" + limit, key));
            }

            var (first, last) = (_batches[key][0], _batches[key][^1]);
            Assert.Equal(_batches[key].Skip(1), await WalkAsync("/v1/messages/batches?limit=7&", key, forwards: true, from: $"after_id={first}"));
            Assert.Equal(_batches[key].SkipLast(1), await WalkAsync("/v1/messages/batches?limit=7&", key, forwards: false, from: $"before_id={last}"));
        }

        // No page of id cursors is empty before its end, however deep the own ones lie: SDKs would stop there.
        using var page = JsonDocument.Parse((await _gateway.GetAsync("/v1/messages/batches?limit=1", Keys[0])).Body);
        Assert.True(page.RootElement.GetProperty("has_more").GetBoolean());
        Assert.Equal(_batches[Keys[0]][0], page.RootElement.GetProperty("last_id").GetString());
    }

    [Fact]
    public async Task Files_asked_for_by_id_are_given_if_they_are_own()
    {
        var asked = _files[Keys[1]].Concat(_files[Keys[2]].Take(20)).ToList();

        var (_, body) = await _gateway.GetAsync("/v1/files?" + string.Join('&', asked.Select(id => "ids[]=" + id)), Keys[1]);

        Assert.Equal(_files[Keys[1]], Ids(body));
        Assert.DoesNotContain(asked[^1], body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anothers_object_is_no_cursor()
    {
        foreach (var cursor in new[] { "after_id", "before_id" })
        {
            var foreign = await _gateway.GetAsync($"/v1/messages/batches?{cursor}={_batches[Keys[1]][3]}", Keys[0]);
            var missing = await _gateway.GetAsync($"/v1/messages/batches?{cursor}=msgbatch_01Missing", Keys[0]);

            Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
            Assert.Equal(WithoutRequestId(missing.Body), WithoutRequestId(foreign.Body));
        }
    }

    private async Task<List<string>> WalkAsync(string path, string key, bool forwards, string? beta = null, string from = "")
    {
        var found = new List<string>();
        for (var next = from; ;)
        {
            var (status, body) = await _gateway.SendAsync(HttpMethod.Get, path + next, key, beta: beta);
            Assert.Equal(HttpStatusCode.OK, status);
            var ids = Ids(body);
            if (forwards) found.AddRange(ids);
            else found.InsertRange(0, ids);
            using var page = JsonDocument.Parse(body);
            Assert.Equal(ids.Count == 0 ? (null, null) : (ids[0], ids[^1]), (page.RootElement.GetProperty("first_id").GetString(), page.RootElement.GetProperty("last_id").GetString()));
            if (!page.RootElement.GetProperty("has_more").GetBoolean() || ids.Count == 0) return found;
            next = forwards ? $"after_id={ids[^1]}" : $"before_id={ids[0]}";
        }
    }

    private async Task<List<string>> WalkCursorAsync(string path, string key)
    {
        var found = new List<string>();
        for (var next = ""; ;)
        {
            var (_, body) = await _gateway.SendAsync(HttpMethod.Get, path + next, key);
            found.AddRange(Ids(body));
            if (JsonDocument.Parse(body).RootElement.GetProperty("next_page").GetString() is not { } cursor) return found;
            next = "page=" + cursor;
        }
    }

    /// <summary>Newest first, as lists are, by the key that made them.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        public TestGateway Gateway { get; private set; } = null!;
        public string[] Keys { get; private set; } = [];
        public Dictionary<string, List<string>> Files { get; } = [];
        public Dictionary<string, List<string>> Batches { get; } = [];

        public async ValueTask InitializeAsync()
        {
            Gateway = await TestGateway.StartAsync();
            Keys = [Gateway.Key.Secret, Gateway.OtherKey.Secret, (await Gateway.CreateKeyAsync("Development", "development", "all")).Secret];
            foreach (var key in Keys) (Files[key], Batches[key]) = ([], []);
            // The first has few, and all of them before the others': at the end of every list.
            foreach (var key in Enumerable.Repeat(Keys[0], 25).Concat(Enumerable.Range(0, 110).Select(i => Keys[1 + i % 2])))
            {
                Files[key].Insert(0, await Gateway.UploadAsync(key));
                Batches[key].Insert(0, await Gateway.SubmitAsync([Line("a")], key));
            }
        }

        public ValueTask DisposeAsync() => Gateway.DisposeAsync();
    }
}
