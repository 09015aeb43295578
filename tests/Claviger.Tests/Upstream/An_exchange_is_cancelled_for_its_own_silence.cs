using Claviger.Gateway.Upstream;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Upstream;

/// <summary>What watches an exchange watches another one afterwards: nothing of the one before may reach it.</summary>
public sealed class An_exchange_is_cancelled_for_its_own_silence
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void And_not_for_that_of_the_one_before_it()
    {
        using var watch = new StallWatch(_clock);
        var first = Start(watch, seconds: 5);
        _clock.Advance(TimeSpan.FromSeconds(4));
        first.Dispose();
        using var second = Start(watch, seconds: 5);
        Assert.Same(first, second);

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(second.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(second.Token.IsCancellationRequested);
        Assert.True(second.TimedOut);
    }

    [Fact]
    public void Nor_for_its_caller_who_left()
    {
        using var watch = new StallWatch(_clock);
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        var first = watch.Start(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5), gone.Token);
        _clock.Advance(TimeSpan.FromSeconds(4));
        first.Dispose();

        using var second = watch.Start(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void What_still_listens_to_the_one_before_hears_nothing()
    {
        using var watch = new StallWatch(_clock);
        var first = Start(watch, seconds: 5);
        var heard = false;
        first.Token.Register(() => heard = true);
        first.Dispose();

        using var second = Start(watch, seconds: 5);
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.True(second.Token.IsCancellationRequested);
        Assert.False(heard);
    }

    [Fact]
    public void One_that_was_cancelled_is_not_used_again()
    {
        using var watch = new StallWatch(_clock);
        var first = Start(watch, seconds: 5);
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.True(first.TimedOut);
        first.Dispose();

        using var second = Start(watch, seconds: 5);
        Assert.NotSame(first, second);
        Assert.False(second.TimedOut);
    }

    [Fact]
    public void A_cancellation_that_comes_late_hits_nobody()
    {
        using var watch = new StallWatch(_clock);
        var first = Start(watch, seconds: 5);
        var turn = first.Turn;
        first.Dispose();
        using var second = Start(watch, seconds: 5);

        first.Cancel(turn); // noted as silent while it ran, told when it had ended
        Assert.False(second.Token.IsCancellationRequested);
    }

    private static StallWatch.Watched Start(StallWatch watch, int seconds) => watch.Start(TimeSpan.FromSeconds(seconds), TimeSpan.Zero, CancellationToken.None);
}
