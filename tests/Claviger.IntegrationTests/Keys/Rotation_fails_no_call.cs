using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Keys;

/// <summary>R12 under load: while keys are rotated and their consumers move over, no call fails; once an old secret was ended, none of its calls passes.</summary>
public sealed class Rotation_fails_no_call
{
    private const int Keys = 40;

    [Fact]
    public async Task While_consumers_move_over()
    {
        await using var gateway = await TestGateway.StartAsync();
        var made = new List<(string Id, string Secret)>();
        for (var i = 0; i < Keys; i++) made.Add(await gateway.CreateKeyAsync("Production", "production", $"rotated-{i}") is var key ? (key.ApiKey.Id, key.Secret) : default);
        var secrets = made.Select(key => key.Secret).ToArray(); // what the consumer of each key sends at the moment
        var stop = 0;
        var (good, bad) = (0, 0);
        async Task ConsumeAsync(int first)
        {
            using var client = await RawConnection.OpenAsync(gateway.Url);
            for (var i = first; Volatile.Read(ref stop) == 0; i = (i + 4) % Keys)
            {
                await client.SendAsync(RawRequest.Message(Volatile.Read(ref secrets[i]), RawRequest.Hello, "x-sim: out=1"));
                if ((await client.ReadAnswerAsync()).Status == 200) Interlocked.Increment(ref good);
                else Interlocked.Increment(ref bad);
            }
        }

        var load = Enumerable.Range(0, 4).Select(i => Task.Run(() => ConsumeAsync(i))).ToList();
        for (var i = 0; i < Keys; i++)
        {
            var (_, rotated) = await gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{made[i].Id}/rotate");
            Volatile.Write(ref secrets[i], rotated.GetProperty("secret").GetString()!);
        }

        Volatile.Write(ref stop, 1);
        await Task.WhenAll(load);
        Assert.Equal((0, true), (bad, good > Keys));

        foreach (var (id, old) in made)
        {
            var (_, list) = await gateway.AdminAsync(HttpMethod.Get, $"/api_keys/{id}/secrets");
            var ending = list.GetProperty("data").EnumerateArray().Single(secret => secret.GetProperty("status").GetString() == "overlap").GetProperty("id").GetString();
            await gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{id}/secrets/{ending}/end");
            using var answer = await gateway.Http.SendAsync(gateway.Message(key: old));
            Assert.Equal(401, (int)answer.StatusCode);
        }
    }
}
