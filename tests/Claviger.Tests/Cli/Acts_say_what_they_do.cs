using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Acts_say_what_they_do
{
    [Fact]
    public async Task In_words_that_were_approved()
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Typed) = (true, "y\n");
        Approved.Matches("acts", await fixture.TranscriptAsync(
            ["workspaces", "create", "Search team", "--environment", "staging", "--tag", "team=search"],
            ["workspaces", "update", "Staging", "--name", "Staging EU"],
            ["workspaces", "archive", "Staging EU"],
            ["workspaces", "archive", "Staging EU"],
            ["keys", "update", "prod-search", "--name", "prod-search-v2", "--model", "any"],
            ["keys", "disable", "prod-backend"],
            ["keys", "enable", "prod-backend"],
            ["keys", "revoke", "prod-backend"],
            ["keys", "revoke", "prod-backend"]));
    }

    [Theory]
    [InlineData("keys revoke prod-search", "n")]
    [InlineData("keys revoke prod-search", "")]
    [InlineData("workspaces archive Production", "no")]
    public async Task A_no_changes_nothing(string line, string answer)
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Typed) = (true, answer);

        var result = await fixture.RunAsync(line.Split(' '));

        Assert.Equal(1, result.Exit);
        Assert.EndsWith("Nothing was changed.\n", result.Error);
        Assert.DoesNotContain(fixture.Server.Requests, request => request.StartsWith("POST"));
    }

    [Theory]
    [InlineData("keys revoke prod-search")]
    [InlineData("workspaces archive Production")]
    public async Task Without_a_terminal_only_yes_is_a_yes(string line)
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Typed = "y\n";

        var asked = await fixture.RunAsync(line.Split(' '));
        Assert.Equal(2, asked.Exit);
        Assert.Contains("--yes", asked.Error);
        Assert.DoesNotContain(fixture.Server.Requests, request => request.StartsWith("POST"));

        Assert.Equal(0, (await fixture.RunAsync([.. line.Split(' '), "--yes"])).Exit);
        Assert.Contains(fixture.Server.Requests, request => request.StartsWith("POST"));
    }

    [Fact]
    public async Task Only_what_was_said_is_sent()
    {
        using var fixture = CliFixture.SignedIn();
        await fixture.RunAsync("keys", "update", "prod-search", "--model", "any", "--max-tokens", "any");
        await fixture.RunAsync("workspaces", "update", "Staging", "--tag", "team=search", "--remove-tag", "old");
        Assert.Equal(["""{"models":[],"max_tokens_ceiling":0}""", """{"tags":{"team":"search","old":null}}"""], fixture.Server.Bodies);
    }

    [Fact]
    public async Task Quiet_acts_say_nothing()
    {
        using var fixture = CliFixture.SignedIn();
        Assert.Equal(new CliResult(0, "", ""), await fixture.RunAsync("keys", "disable", "prod-search", "-q"));
    }
}
