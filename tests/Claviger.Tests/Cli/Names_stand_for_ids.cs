using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Names_stand_for_ids
{
    [Theory]
    [InlineData("prod-search")]
    [InlineData("PROD-SEARCH")]
    [InlineData(FakeAdminApi.Search)]
    public async Task A_key_is_found_by_name_or_id(string which)
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync("keys", "get", which, "--json");
        Assert.Equal(0, result.Exit);
        Assert.Contains($"\"id\": \"{FakeAdminApi.Search}\"", result.Out);
    }

    [Fact]
    public async Task An_id_is_not_looked_up()
    {
        using var fixture = CliFixture.SignedIn();
        await fixture.RunAsync("keys", "disable", FakeAdminApi.Search);
        Assert.Equal([$"POST /v1/organizations/api_keys/{FakeAdminApi.Search}"], fixture.Server.Requests);
    }

    [Fact]
    public async Task A_name_that_an_archived_key_had_too_means_the_living_one()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Keys.Insert(0, FakeAdminApi.Key("apikey_01DEADDEADDEADDEADDEADD0", "prod-search", "archived", FakeAdminApi.Production, "search"));
        Assert.Contains(FakeAdminApi.Search, (await fixture.RunAsync("keys", "get", "prod-search")).Out);
    }

    [Fact]
    public async Task Unknown_and_ambiguous_names_end_with_candidates_and_change_nothing()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Keys.Add(FakeAdminApi.Key("apikey_01TWINTWINTWINTWINTWIN00", "prod-search", "inactive", FakeAdminApi.Staging, "search"));
        Approved.Matches("names", await fixture.TranscriptAsync(
            ["keys", "disable", "prod-serach"], ["keys", "disable", "prod-search"], ["keys", "list", "--workspace", "production eu"],
            ["keys", "get", "zzz"], ["keys", "create", "--workspace", "Production", "--service", "x", "--owner", "adda"], ["keys", "get", "apikey_01NONE"]));
        Assert.DoesNotContain(fixture.Server.Requests, request => request.StartsWith("POST"));
    }

    [Fact]
    public async Task An_owner_may_be_given_by_address()
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync("keys", "create", "--workspace", "production", "--service", "mail", "--owner", "GRACE@example.com", "--expires", "30d", "--model", "claude-haiku-*", "--network", "10.0.0.0/8", "--max-tokens", "1024", "--quiet");
        Assert.Equal(0, result.Exit);
        Assert.Equal(
            [$$"""{"workspace_id":"{{FakeAdminApi.Production}}","service":"mail","owner_user_id":"user_01GRACEGRACEGRACEGRACEG0","expires_at":"2026-12-23T10:37:00Z","models":["claude-haiku-*"],"networks":["10.0.0.0/8"],"max_tokens_ceiling":1024}"""],
            fixture.Server.Bodies);
    }
}
