using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Keys_are_rotated_in_words
{
    [Fact]
    public async Task As_they_were_approved()
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Typed) = (true, "y\ny\n");
        Approved.Matches("rotate", await fixture.TranscriptAsync(
            ["keys", "end-overlap", "prod-search"],
            ["keys", "rotate", "prod-search", "--overlap", "2d"],
            ["keys", "secrets", "prod-search"],
            ["keys", "end-overlap", "prod-search"],
            ["keys", "secrets", "prod-search"],
            ["keys", "rotate", "prod-search", "--leaked", "--cut-requests"]));
    }

    [Theory]
    [InlineData("keys rotate prod-search --leaked --overlap 1d", "--leaked ends older secrets now")]
    [InlineData("keys rotate prod-search --overlap soon", "is not a length of time")]
    [InlineData("keys rotate prod-search --latest 2020-01-01", "is in the past")]
    [InlineData("keys rotate prod-search --secret-only --json", "can't go together")]
    public async Task Nonsense_is_refused_before_anything_is_sent(string line, string reason)
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync(line.Split(' '));
        Assert.Equal(2, result.Exit);
        Assert.Contains(reason, result.Error);
        Assert.Empty(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("keys rotate prod-search --leaked")]
    [InlineData("keys rotate prod-search --overlap 0")]
    public async Task What_ends_now_is_asked_for(string line)
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Typed) = (true, "n\n");
        var result = await fixture.RunAsync(line.Split(' '));
        Assert.NotEqual(0, result.Exit);
        Assert.DoesNotContain(fixture.Server.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }
}
