using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R5: a request that starts after the revoke call returned is never admitted, under load, and nobody else is disturbed.</summary>
public sealed class Revoked_means_revoked(SharedGateway gateway) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("archived")]
    [InlineData("inactive")]
    public async Task No_request_that_starts_after_the_call_returned_is_admitted(string status)
    {
        for (var round = 0; round < 5; round++)
        {
            var made = await gateway.Gateway.CreateKeyAsync("Production", "production", $"{status}-{round}");
            using var flowing = new CountdownEvent(8);
            var (revoked, stop) = (0, 0);
            var (late, others, admitted) = (0, 0, 0);
            async Task LoadAsync(string key, bool isOther)
            {
                using var client = await RawConnection.OpenAsync(gateway.Url);
                for (var i = 0; Volatile.Read(ref stop) == 0; i++)
                {
                    var startedLate = Volatile.Read(ref revoked) == 1;
                    await client.SendAsync(RawRequest.Message(key, RawRequest.Hello, "x-sim: out=1"));
                    var answer = await client.ReadAnswerAsync();
                    if (isOther) Assert.Equal(200, answer.Status);
                    else if (answer.Status != 401) Assert.False(startedLate, "admitted after the revoke call had returned");
                    if (isOther) Interlocked.Increment(ref others);
                    else if (startedLate) Interlocked.Increment(ref late);
                    else Interlocked.Increment(ref admitted);
                    if (i == 3) flowing.Signal();
                    if (startedLate && Volatile.Read(ref late) > 60) return;
                }
            }

            var load = Enumerable.Range(0, 6).Select(_ => Task.Run(() => LoadAsync(made.Secret, isOther: false))).ToList();
            var bystanders = Enumerable.Range(0, 2).Select(_ => Task.Run(() => LoadAsync(gateway.Key, isOther: true))).ToList();
            await Task.Run(flowing.Wait);
            var (code, _) = await gateway.Gateway.AdminAsync(HttpMethod.Post, "/api_keys/" + made.ApiKey.Id, new { status });
            Volatile.Write(ref revoked, 1);
            await Task.WhenAll(load);
            Volatile.Write(ref stop, 1);
            await Task.WhenAll(bystanders);

            Assert.Equal(200, (int)code);
            Assert.True(late > 60 && admitted > 0 && others > 0);
        }
    }
}
