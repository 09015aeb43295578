using Claviger.Storage;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class The_change_feed_misses_nothing
{
    [Fact]
    public async Task A_change_seen_already_does_not_wait()
    {
        var feed = new ChangeFeed();
        feed.Announce(3);

        Assert.True(feed.WaitBeyondAsync(2, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(feed.WaitBeyondAsync(3, CancellationToken.None).IsCompleted);
        feed.Announce(2); // late: numbers never go back
        Assert.Equal(3, feed.Latest);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Every_waiter_is_woken()
    {
        var feed = new ChangeFeed();
        var waiters = Enumerable.Range(0, 50).Select(_ => feed.WaitBeyondAsync(0, CancellationToken.None)).ToList();

        Assert.All(waiters, waiter => Assert.False(waiter.IsCompleted));
        feed.Announce(1);
        await Task.WhenAll(waiters);
    }

    [Fact]
    public async Task A_waiter_that_gives_up_harms_no_other()
    {
        var feed = new ChangeFeed();
        using var stop = new CancellationTokenSource();
        var (impatient, patient) = (feed.WaitBeyondAsync(0, stop.Token), feed.WaitBeyondAsync(0, CancellationToken.None));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        feed.Announce(1);
        await patient;
    }

    [Fact]
    public async Task A_follower_reaches_the_last_of_many_changes_announced_at_once()
    {
        const int Writers = 4, Each = 5_000;
        var feed = new ChangeFeed();
        long next = 0;
        var follower = Task.Factory.StartNew(async () =>
        {
            long seen = 0;
            while (seen < Writers * Each)
            {
                await feed.WaitBeyondAsync(seen, CancellationToken.None);
                var latest = feed.Latest;
                Assert.True(latest > seen); // woken only for something new
                seen = latest;
            }
        }, TaskCreationOptions.LongRunning).Unwrap();
        var writers = Enumerable.Range(0, Writers).Select(_ => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < Each; i++) feed.Announce(Interlocked.Increment(ref next));
        }, TaskCreationOptions.LongRunning));

        await Task.WhenAll(writers.Append(follower));
        Assert.Equal(Writers * Each, feed.Latest);
    }
}
