using System.Diagnostics;
using System.Net;
using Xunit;

namespace Claviger.IntegrationTests.Nodes;

/// <summary>R5 over processes: what was revoked on one is refused by the others 1.0 s later.</summary>
public sealed class A_change_is_in_force_on_every_node(ITestOutputHelper output)
{
    [Fact]
    public async Task Within_a_second_of_the_call_that_made_it()
    {
        await using var fleet = await Fleet.StartAsync(2);
        async Task<HttpStatusCode> AskAsync(int node, string secret)
        {
            using var request = fleet.Message(node, secret, "in=3; out=2");
            using var answer = await fleet.Http.SendAsync(request);
            return answer.StatusCode;
        }

        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 10; round++)
        {
            var key = await fleet.CreateKeyAsync($"billing-of-region-{round}"); // on node 0
            var made = Stopwatch.GetTimestamp();
            while (await AskAsync(1, key.Secret) != HttpStatusCode.OK) Assert.True(Stopwatch.GetElapsedTime(made) < TimeSpan.FromSeconds(1), "a new key is not known elsewhere after a second");
            await fleet.AdminAsync(0, HttpMethod.Post, $"api_keys/{key.Id}", new { status = "archived" });
            var revoked = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(0, key.Secret));
            while (await AskAsync(1, key.Secret) != HttpStatusCode.Unauthorized) Assert.True(Stopwatch.GetElapsedTime(revoked) < TimeSpan.FromSeconds(1), "a revoked key is admitted elsewhere after a second");
            if (Stopwatch.GetElapsedTime(revoked) > slowest) slowest = Stopwatch.GetElapsedTime(revoked);
        }

        output.WriteLine($"slowest of ten: {slowest.TotalMilliseconds:0} ms");
    }
}
