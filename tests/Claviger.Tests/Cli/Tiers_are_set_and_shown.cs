using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Tiers_are_set_and_shown
{
    [Fact]
    public async Task In_words_that_were_approved()
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Typed) = (true, "y\n");
        Approved.Matches("tiers", await fixture.TranscriptAsync(
            ["tiers", "list"],
            ["tiers", "show", "tier-1"],
            ["tiers", "create", "search", "--from", "tier-2", "--title", "Search", "--limit", "sonnet_5_5.requests_per_minute=2000", "--limit", "default.concurrency=8"],
            ["tiers", "update", "tier-1", "--limit", "opus_5_5.output_tokens_per_minute=none"],
            ["tiers", "set", "search", "--key", "prod-search"],
            ["keys", "get", "prod-search"],
            ["tiers", "set", "tier-2", "--workspace", "Staging"],
            ["workspaces", "get", "Staging"],
            ["tiers", "set", "none", "--organization"],
            ["tiers", "limits"],
            ["tiers", "limits", "--workspace", "Staging"],
            ["tiers", "override", "Staging", "opus_5_5", "--limit", "requests_per_minute=50000", "--limit", "output_tokens_per_minute=none"],
            ["tiers", "delete", "search"],
            ["tiers", "delete", "tier-1", "--yes"]));
    }

    [Fact]
    public async Task In_a_pipe()
    {
        using var fixture = CliFixture.SignedIn();
        Approved.Matches("pipe-tiers", await fixture.TranscriptAsync(["tiers", "list"], ["tiers", "show", "scale"], ["tiers", "limits"]));
    }

    [Fact]
    public async Task Wrong_words_are_named_and_nothing_is_sent()
    {
        using var fixture = CliFixture.SignedIn();
        Approved.Matches("tiers-wrong", await fixture.TranscriptAsync(
            ["tiers", "show", "tier1"],
            ["tiers", "set", "tier-2"],
            ["tiers", "set", "tier-2", "--organization", "--key", "prod-search"],
            ["tiers", "create", "x", "--from", "tier-1", "--limit", "requests_per_minute=5"],
            ["tiers", "create", "x", "--from", "tier-1", "--limit", "opus_5_6.requests_per_minute=5"],
            ["tiers", "create", "x", "--from", "tier-1", "--limit", "files.output_tokens_per_minute=5"],
            ["tiers", "create", "x", "--from", "tier-1", "--limit", "opus_5.requests_per_minute=0"],
            ["tiers", "create", "x", "--from", "tier-1", "--limit", "opus_5.requests_per_minute=1.5"],
            ["tiers", "create", "x", "--from", "tier-1", "--limit", "opus_5.requests_per_minute"],
            ["tiers", "create", "x", "--from", "tier-1", "--limit", "opus_5.requests_per_minute=5", "--limit", "opus_5.requests_per_minute=6"],
            ["tiers", "update", "tier-1"],
            ["tiers", "override", "Staging", "opus", "--limit", "requests_per_minute=5"],
            ["tiers", "override", "Staging", "opus_5", "--limit", "tokens=5"],
            ["tiers", "limits", "--workspace", "Staging", "--model", "claude-opus-5"],
            ["tiers", "delete", "tier-1"],
            ["tiers", "delete", "tier-1", "--yes"]));
        Assert.DoesNotContain(fixture.Server.Requests, request => !request.StartsWith("GET"));
    }

    [Fact]
    public async Task Keys_and_workspaces_take_a_tier_where_they_are_made_and_changed()
    {
        using var fixture = CliFixture.SignedIn();
        await fixture.RunAsync("keys", "create", "--workspace", FakeAdminApi.Production, "--service", "mail", "--tier", "tier-2", "-q");
        await fixture.RunAsync("keys", "update", FakeAdminApi.Search, "--tier", "none", "-q");
        await fixture.RunAsync("workspaces", "create", "New", "--environment", "staging", "--tier", "tier-1", "-q");
        await fixture.RunAsync("workspaces", "update", FakeAdminApi.Staging, "--tier", "scale", "-q");
        Assert.Equal(
            [
                $$"""{"workspace_id":"{{FakeAdminApi.Production}}","service":"mail","tier":"tier-2"}""", """{"tier":"none"}""",
                """{"name":"New","environment":"staging","tier":"tier-1"}""", """{"tier":"scale"}""",
            ],
            fixture.Server.Bodies);
    }

    [Fact]
    public async Task A_new_tier_is_sent_whole_with_its_changes()
    {
        using var fixture = CliFixture.SignedIn();
        await fixture.RunAsync("tiers", "create", "x", "--from", "tier-1", "--limit", "opus_5.output_tokens_per_minute=none", "-q");
        Assert.Contains(
            "\"opus_5\":{\"requests_per_minute\":50,\"input_tokens_per_minute_cache_aware\":30000,\"output_tokens_per_minute\":null}",
            Assert.Single(fixture.Server.Bodies), StringComparison.Ordinal);
    }
}
