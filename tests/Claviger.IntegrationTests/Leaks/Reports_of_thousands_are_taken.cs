using System.Diagnostics;
using Claviger.Core.Keys;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>GitHub waits 30 seconds for feedback.</summary>
public sealed class Reports_of_thousands_are_taken(ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_thousand_tokens_of_which_a_thousand_are_ours_well_below_30_seconds()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var ours = new List<string>();
        for (var i = 0; i < 1_000; i++) ours.Add((await gateway.CreateKeyAsync("Production", "production", $"many-{i}")).Secret);
        var all = ours.Concat(Enumerable.Range(0, 9_000).Select(_ => KeyToken.New(KeyTokenKind.ApiKey))).OrderBy(GitHubSigner.Hash, StringComparer.Ordinal).ToArray(); // mixed
        var url = "https://github.com/example/app/blob/1a2b3c/" + new string('d', 300);

        var started = Stopwatch.GetTimestamp();
        var (status, answer) = await github.SendAsync(gateway, GitHubSigner.Body(all.Select(token => (token, url))));
        var took = Stopwatch.GetElapsedTime(started);

        output.WriteLine($"10,000 tokens, 1,000 of them known: {took.TotalSeconds:0.0} s");
        Assert.Equal(200, status);
        var isOurs = ours.ToHashSet();
        Assert.Equal(all.Select(token => isOurs.Contains(token) ? "true_positive" : "false_positive"), answer.EnumerateArray().Select(line => line.GetProperty("label").GetString()));
        Assert.Equal(1_000, Leaked_tokens_are_ended.Entries(gateway).Count);
        Assert.All(ours.Take(20), secret => Assert.False(gateway.Server.Policy.Current.Find(SecretId.TryParse(secret.AsSpan(5, 11))!.Value) is { } live && live.EndsAt is null));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(20));

        // Sent again: nothing is done twice.
        var (again, _) = await github.SendAsync(gateway, GitHubSigner.Body(all.Select(token => (token, url))));
        Assert.Equal((200, 1_000), (again, Leaked_tokens_are_ended.Entries(gateway).Count));
    }
}
