using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>R5: a request that starts after the report was answered is never admitted, under load, and nobody else is disturbed.</summary>
public sealed class A_leaked_secret_is_refused_at_once
{
    [Fact]
    public async Task No_request_that_starts_after_the_report_was_answered_is_admitted()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var made = await gateway.CreateKeyAsync("Production", "production", $"leaking-{round}");
            using var flowing = new CountdownEvent(8);
            var (answered, stop) = (0, 0);
            var (late, others, admitted) = (0, 0, 0);
            async Task LoadAsync(string key, bool isOther)
            {
                var client = await RawConnection.OpenAsync(gateway.Url);
                try
                {
                    for (var i = 0; Volatile.Read(ref stop) == 0; i++)
                    {
                        var startedLate = Volatile.Read(ref answered) == 1;
                        int status;
                        try
                        {
                            await client.SendAsync(RawRequest.Message(key, RawRequest.Hello, "x-sim: out=1"));
                            status = (await client.ReadAnswerAsync()).Status;
                        }
                        catch (Exception error) when (error is IOException or EndOfStreamException && !isOther)
                        {
                            Assert.False(startedLate, "a cut is for what ran before");
                            client.Dispose();
                            client = await RawConnection.OpenAsync(gateway.Url);
                            continue;
                        }

                        if (isOther) Assert.Equal(200, status);
                        else if (status != 401) Assert.False(startedLate, "admitted after the report was answered");
                        if (isOther) Interlocked.Increment(ref others);
                        else if (startedLate) Interlocked.Increment(ref late);
                        else Interlocked.Increment(ref admitted);
                        if (i == 3) flowing.Signal();
                        if (startedLate && Volatile.Read(ref late) > 60) return;
                    }
                }
                finally
                {
                    client.Dispose();
                }
            }

            var load = Enumerable.Range(0, 6).Select(_ => Task.Run(() => LoadAsync(made.Secret, isOther: false))).ToList();
            var bystanders = Enumerable.Range(0, 2).Select(_ => Task.Run(() => LoadAsync(gateway.Key.Secret, isOther: true))).ToList();
            await Task.Run(flowing.Wait);
            Assert.Equal(["true_positive"], await github.LabelsAsync(gateway, made.Secret));
            Volatile.Write(ref answered, 1);
            await Task.WhenAll(load);
            Volatile.Write(ref stop, 1);
            await Task.WhenAll(bystanders);
            Assert.True(late > 60 && admitted > 0 && others > 0);
        }
    }
}
