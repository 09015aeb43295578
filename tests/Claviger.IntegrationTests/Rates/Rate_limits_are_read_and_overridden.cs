using System.Text.Json;
using Claviger.IntegrationTests.Api;
using Xunit;

namespace Claviger.IntegrationTests.Rates;

/// <summary>Anthropic's rate limit calls, in its shapes and with its semantics.</summary>
public sealed class Rate_limits_are_read_and_overridden(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task The_organizations_in_Anthropics_shape()
    {
        await fixture.PostAsync("/rate_limits/tier", new { tier = "scale" });

        var all = await fixture.GetAsync("/rate_limits");
        Assert.Equal(JsonValueKind.Null, all.GetProperty("next_page").ValueKind);
        Assert.Equal(16, all.GetProperty("data").GetArrayLength());
        var opus = all.GetProperty("data").EnumerateArray().Single(entry => entry.GetProperty("group").GetProperty("id").GetString() == "rlg_01ClaudeOpus4x");
        Assert.Equal(
            $$"""
            {"id":"{{opus.GetProperty("id").GetString()}}","type":"rate_limit","group":{"id":"rlg_01ClaudeOpus4x","type":"model_group","display_name":"Claude Opus 4.x"},
            "models":["claude-opus-4-0","claude-opus-4-1","claude-opus-4-1-20250805","claude-opus-4-20250514","claude-opus-4-5","claude-opus-4-5-20251101","claude-opus-4-6","claude-opus-4-7","claude-opus-4-8"],
            "limits":[{"type":"requests_per_minute","value":10000},{"type":"input_tokens_per_minute_cache_aware","value":10000000},{"type":"output_tokens_per_minute","value":2000000}]}
            """.ReplaceLineEndings(""), opus.ToString());
        Assert.StartsWith("rl_01", opus.GetProperty("id").GetString());
        var batch = Assert.Single((await fixture.GetAsync("/rate_limits?group_type=batch")).GetProperty("data").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("models").ValueKind);
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("group").GetProperty("display_name").ValueKind);
    }

    [Fact]
    public async Task By_model_and_by_type()
    {
        var entry = Assert.Single((await fixture.GetAsync("/rate_limits?model=claude-haiku-4-5")).GetProperty("data").EnumerateArray());
        Assert.Equal("Claude Haiku 4.5", entry.GetProperty("group").GetProperty("display_name").GetString());
        Assert.Equal((404, "not_found_error"), Two(await fixture.RefusedAsync(HttpMethod.Get, "/rate_limits?model=claude-9")));
        Assert.Equal((404, "not_found_error"), Two(await fixture.RefusedAsync(HttpMethod.Get, "/rate_limits?model=claude-haiku-4-5&group_type=batch")));
        Assert.Equal(12, (await fixture.GetAsync("/rate_limits?group_type=model_group")).GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await fixture.GetAsync("/rate_limits?group_type=web_search")).GetProperty("data").GetArrayLength());
        Assert.Equal((400, "invalid_request_error"), Two(await fixture.RefusedAsync(HttpMethod.Get, "/rate_limits?group_type=speech")));
    }

    [Fact]
    public async Task Page_by_page()
    {
        var seen = new List<string>();
        string? page = null;
        do
        {
            var answer = await fixture.GetAsync("/rate_limits?limit=5" + (page is null ? "" : "&page=" + page));
            seen.AddRange(answer.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
            if (page is null) Assert.Equal((400, "invalid_request_error"), Two(await fixture.RefusedAsync(HttpMethod.Get, "/rate_limits?limit=5&group_type=batch&page=" + answer.GetProperty("next_page").GetString())));
            page = answer.GetProperty("next_page").GetString();
        }
        while (page is not null);

        Assert.Equal((await fixture.GetAsync("/rate_limits")).GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!), seen);
        foreach (var wrong in (string[])["limit=0", "limit=1001", "page=page_1", "page=x", "page=page_ffffffffffffffff00"])
            Assert.Equal((400, "invalid_request_error"), Two(await fixture.RefusedAsync(HttpMethod.Get, "/rate_limits?" + wrong)));
    }

    [Fact]
    public async Task A_workspaces_override_is_set_read_and_cleared()
    {
        await fixture.PostAsync("/rate_limits/tier", new { tier = "scale" });
        var workspace = (await fixture.PostAsync("/workspaces", new { name = "Overridden", environment = "staging" })).GetProperty("id").GetString()!;
        var path = $"/workspaces/{workspace}/rate_limits";
        var id = await IdOfAsync("claude-opus-5");
        Assert.Equal(0, (await fixture.GetAsync(path)).GetProperty("data").GetArrayLength());

        var set = await ActAsync(["platform_workspace_rate_limit_updated", "platform_workspace_rate_limit_updated"], () => fixture.PostAsync(
            $"{path}/{id}", new { limits = new object[] { new { type = "requests_per_minute", value = 50 }, new { type = "output_tokens_per_minute", value = 99_000_000 } } }));

        Assert.Equal(
            $$$"""
            {"type":"workspace_rate_limit","workspace_id":"{{{workspace}}}","rate_limit_id":"{{{id}}}",
            "group":{"id":"rlg_01ClaudeOpus5","type":"model_group","display_name":"Claude Opus 5"},"models":["claude-opus-5"],
            "limits":[{"type":"requests_per_minute","value":50,"org_limit":10000,"source":{"type":"workspace","tier":null}},
            {"type":"output_tokens_per_minute","value":99000000,"org_limit":2000000,"source":{"type":"workspace","tier":null}}]}
            """.ReplaceLineEndings(""), set.ToString());
        Assert.Equal(set.ToString(), Assert.Single((await fixture.GetAsync(path)).GetProperty("data").EnumerateArray()).ToString());

        var inherited = (await fixture.GetAsync(path + "?include_inherited=true")).GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(16, inherited.Count);
        Assert.Equal(
            """{"type":"input_tokens_per_minute_cache_aware","value":10000000,"org_limit":10000000,"source":{"type":"organization","tier":null}}""",
            inherited.Single(entry => entry.GetProperty("rate_limit_id").GetString() == id).GetProperty("limits")[1].ToString());

        await ActAsync([], () => fixture.PostAsync($"{path}/{id}", new { limits = new object[] { new { type = "requests_per_minute", value = 50 } } }));
        await ActAsync([], () => fixture.PostAsync($"{path}/{id}", new { limits = Array.Empty<object>() }));
        var cleared = await ActAsync(["platform_workspace_rate_limit_deleted"], () => fixture.PostAsync(
            $"{path}/{id}", new { limits = new object[] { new { type = "requests_per_minute", value = (int?)null } } }));
        Assert.Equal("output_tokens_per_minute", Assert.Single(cleared.GetProperty("limits").EnumerateArray()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_workspaces_tier_shows_where_it_has_no_override()
    {
        var workspace = (await fixture.PostAsync("/workspaces", new { name = "Of a tier", environment = "staging", tier = "tier-1" })).GetProperty("id").GetString()!;
        var entries = (await fixture.GetAsync($"/workspaces/{workspace}/rate_limits?group_type=token_count")).GetProperty("data");
        var limit = entries[0].GetProperty("limits")[0];
        Assert.Equal((100L, "tier-1"), (limit.GetProperty("value").GetInt64(), limit.GetProperty("source").GetProperty("tier").GetString()));
    }

    [Theory]
    [InlineData("""{"limits":5}""", "limits: must be a list")]
    [InlineData("""{"limits":[5]}""", "limits[0]: must be {\"type\"")]
    [InlineData("""{"limits":[{"type":"requests_per_minute"}]}""", "limits[0].value: required; null clears the limit")]
    [InlineData("""{"limits":[{"type":"requests_per_minute","value":1,"unit":"s"}]}""", "limits[0]: takes type and value")]
    [InlineData("""{"limits":[{"type":"requests_per_hour","value":1}]}""", "limits[0].type: this group takes requests_per_minute, ")]
    [InlineData("""{"limits":[{"type":"enqueued_batch_requests","value":1}]}""", "limits[0].type: this group takes requests_per_minute, ")]
    [InlineData("""{"limits":[{"type":"requests_per_minute","value":-5}]}""", "limits[0].value: negative; write a whole number")]
    [InlineData("""{"limits":[{"type":"requests_per_minute","value":0}]}""", "limits[0].value: 0 would refuse everything")]
    [InlineData("""{"limits":[{"type":"requests_per_minute","value":5},{"type":"requests_per_minute","value":6}]}""", "limits[1].type: requests_per_minute is given twice")]
    [InlineData("""{"limits":[{"type":"requests_per_minute","value":5,"value":6}]}""", "limits[0].value: given twice; send it once")]
    [InlineData("""{}""", "limits: required")]
    public async Task Each_fault_is_named_and_nothing_half_applied(string body, string message)
    {
        var path = $"/workspaces/{fixture.WorkspaceId("Staging")}/rate_limits";
        var sequence = fixture.LastSequence();
        var refused = await fixture.RefusedAsync(HttpMethod.Post, $"{path}/{await IdOfAsync("claude-sonnet-5")}", body);
        Assert.Equal((400, "invalid_request_error"), Two(refused));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.EntriesAfter(sequence));
        Assert.Equal(0, (await fixture.GetAsync(path)).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task What_is_not_there_is_a_404_and_the_default_workspace_has_none()
    {
        var limits = new { limits = new object[] { new { type = "requests_per_minute", value = 50 } } };
        var id = await IdOfAsync("claude-opus-5");
        Assert.Equal((404, "not_found_error"), Two(await fixture.RefusedAsync(HttpMethod.Get, "/workspaces/wrkspc_01missing/rate_limits")));
        Assert.Equal((404, "not_found_error"), Two(await fixture.RefusedAsync(HttpMethod.Post, $"/workspaces/wrkspc_01missing/rate_limits/{id}", limits)));
        Assert.Equal((404, "not_found_error"), Two(await fixture.RefusedAsync(HttpMethod.Post, $"/workspaces/{fixture.WorkspaceId("Staging")}/rate_limits/rl_01missing", limits)));
        var own = $"/workspaces/{fixture.WorkspaceId("Default")}/rate_limits";
        Assert.Equal(0, (await fixture.GetAsync(own + "?include_inherited=true")).GetProperty("data").GetArrayLength());
        Assert.Equal((400, "invalid_request_error"), Two(await fixture.RefusedAsync(HttpMethod.Post, $"{own}/{id}", limits)));
    }

    private static (int, string) Two((int Status, string Type, string? Field, string Message) refused) => (refused.Status, refused.Type);

    private async Task<string> IdOfAsync(string model) => (await fixture.GetAsync("/rate_limits?model=" + model)).GetProperty("data")[0].GetProperty("id").GetString()!;

    private async Task<T> ActAsync<T>(string[] kinds, Func<Task<T>> act)
    {
        var before = fixture.LastSequence();
        var result = await act();
        Assert.Equal(kinds, fixture.EntriesAfter(before).Select(entry => entry.GetProperty("type").GetString()!));
        return result;
    }
}
