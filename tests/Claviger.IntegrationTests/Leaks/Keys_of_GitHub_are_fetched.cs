using System.Text;
using Claviger.Control.Leaks;
using Claviger.IntegrationTests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>From an address: when they are needed, with conditional requests, and never as often as a stranger likes.</summary>
public sealed class Keys_of_GitHub_are_fetched
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Once_a_minute_however_many_identifiers_strangers_make_up()
    {
        using var github = new GitHubSigner();
        await using var source = RawUpstream.Start();
        using var keys = Fetch(source);
        Answer(source, github, "\"v1\"");
        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => keys.ForAsync($"made up {i}").AsTask()));
        Assert.All(all, set => Assert.True(set!.Knows(github.Identifier)));
        Assert.Single(source.Received);

        _time.Clock.Advance(TimeSpan.FromSeconds(59));
        await keys.ForAsync("made up");
        Assert.Single(source.Received);
        _time.Clock.Advance(TimeSpan.FromSeconds(1));
        source.Answer("HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\n\r\n");
        Assert.True((await keys.ForAsync("made up"))!.Knows(github.Identifier));
        Assert.Contains("if-none-match: \"v1\"", source.Received[1].Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, source.Received.Count);
    }

    [Fact]
    public async Task A_new_key_is_known_when_it_signs_and_a_known_one_asks_nobody_for_a_day()
    {
        using var github = new GitHubSigner();
        using var next = new GitHubSigner();
        await using var source = RawUpstream.Start();
        using var keys = Fetch(source);
        Answer(source, github, "\"v1\"");
        await keys.ForAsync(github.Identifier);
        _time.Clock.Advance(TimeSpan.FromHours(23));
        await keys.ForAsync(github.Identifier);
        Assert.Single(source.Received);
        Answer(source, next, "\"v2\"");
        var set = await keys.ForAsync(next.Identifier);
        Assert.True(set!.Knows(next.Identifier));
        Assert.False(set.Knows(github.Identifier)); // taken back
        _time.Clock.Advance(TimeSpan.FromHours(24));
        Answer(source, next, "\"v2\"");
        await keys.ForAsync(next.Identifier);
        Assert.Equal(3, source.Received.Count);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 300000\r\n\r\n")]
    [InlineData("")]
    public async Task A_source_that_fails_takes_no_key_away_and_gives_none(string bad)
    {
        using var github = new GitHubSigner();
        await using var source = RawUpstream.Start();
        using var keys = Fetch(source);
        source.Answer(bad);
        if (bad.Length == 0) source.Answer(_ => throw new IOException());
        Assert.Null(await keys.ForAsync(github.Identifier));
        _time.Clock.Advance(TimeSpan.FromMinutes(1));
        Answer(source, github, "\"v1\"");
        while (await keys.ForAsync(github.Identifier) is null) _time.Clock.Advance(TimeSpan.FromMinutes(1));
        _time.Clock.Advance(TimeSpan.FromMinutes(1));
        source.Answer(bad);
        Assert.True((await keys.ForAsync("made up"))!.Knows(github.Identifier));
    }

    [Fact]
    public async Task And_a_server_takes_reports_by_them()
    {
        using var github = new GitHubSigner();
        await using var source = RawUpstream.Start();
        Answer(source, github, "\"v1\"");
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { GitHubKeysUrl = source.Address });
        Assert.Equal(["true_positive"], await github.LabelsAsync(gateway, gateway.Key.Secret));
        Assert.Equal(401, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));
    }

    private FetchedGitHubKeys Fetch(RawUpstream source) => new(source.Address, _time.Clock, NullLogger<FetchedGitHubKeys>.Instance);

    private static void Answer(RawUpstream source, GitHubSigner github, string tag) =>
        source.Answer($"HTTP/1.1 200 OK\r\netag: {tag}\r\ncontent-length: {github.PublicKeys.Length}\r\n\r\n{Encoding.Latin1.GetString(github.PublicKeys)}");
}
