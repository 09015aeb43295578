using System.Diagnostics;
using System.Net;
using Claviger.IntegrationTests.Nodes;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>R5 over processes: what GitHub reports to one is refused by the others within a second of the answer.</summary>
public sealed class A_leak_is_ended_on_every_node(ITestOutputHelper output)
{
    [Fact]
    public async Task Within_a_second_of_the_answer()
    {
        using var github = new GitHubSigner();
        var keys = Path.GetTempFileName();
        await File.WriteAllBytesAsync(keys, github.PublicKeys);
        try
        {
            await using var fleet = await Fleet.StartAsync(2, ("CLAVIGER_LEAK_REPORTS_GITHUB_PUBLIC_KEYS", keys));
            async Task<HttpStatusCode> AskAsync(int node, string secret)
            {
                using var request = fleet.Message(node, secret, "in=3; out=2");
                using var answer = await fleet.Http.SendAsync(request);
                return answer.StatusCode;
            }

            var slowest = TimeSpan.Zero;
            for (var round = 0; round < 10; round++)
            {
                var key = await fleet.CreateKeyAsync($"leak-of-region-{round}"); // on node 0
                await fleet.KnowAsync();
                Assert.Equal(HttpStatusCode.OK, await AskAsync(1, key.Secret));
                using var report = github.Request(GitHubSigner.Body(key.Secret), fleet.Nodes[0].Url);
                using (var answer = await fleet.Http.SendAsync(report)) Assert.Contains("true_positive", await answer.Content.ReadAsStringAsync());
                var answered = Stopwatch.GetTimestamp();
                Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(0, key.Secret));
                while (await AskAsync(1, key.Secret) != HttpStatusCode.Unauthorized) Assert.True(Stopwatch.GetElapsedTime(answered) < TimeSpan.FromSeconds(1), "a leaked key is admitted elsewhere after a second");
                if (Stopwatch.GetElapsedTime(answered) > slowest) slowest = Stopwatch.GetElapsedTime(answered);
            }

            output.WriteLine($"slowest of ten: {slowest.TotalMilliseconds:0} ms");
        }
        finally
        {
            File.Delete(keys);
        }
    }
}
