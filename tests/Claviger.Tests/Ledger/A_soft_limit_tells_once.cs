using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_soft_limit_tells_once
{
    private readonly List<(long Posted, long Cap)> _told = [];
    private readonly UnheldMeter _meter;

    public A_soft_limit_tells_once()
    {
        _meter = new UnheldMeter(new LeaseKey(1, 0), PeriodSpan.Ever, (posted, cap) => _told.Add((posted.Nanos, cap.Nanos))) { Mode = LimitMode.Soft };
        _meter.Learn(Standing(posted: 40, cap: 100));
    }

    [Fact]
    public void When_what_is_posted_reaches_it_not_when_it_is_only_held()
    {
        _meter.Hold(new Money(80));
        Assert.Empty(_told);
        _meter.Post(new Money(80), new Money(60));
        Assert.Equal([(100, 100)], _told);
        _meter.Post(default, new Money(5));
        Assert.Single(_told);
        Assert.Equal(0, _meter.WouldRefuse);
    }

    [Fact]
    public void And_again_only_after_it_was_raised()
    {
        _meter.Post(default, new Money(60));
        _meter.SetCap(new Money(150));
        _meter.Post(default, new Money(20));
        Assert.Single(_told);
        _meter.Post(default, new Money(30));
        Assert.Equal([(100, 100), (150, 150)], _told);
    }

    [Fact]
    public void A_shadow_counts_what_it_would_have_refused_and_tells_nobody()
    {
        _meter.Mode = LimitMode.Shadow;
        _meter.Hold(new Money(60));
        _meter.Hold(new Money(1));
        Assert.Equal((1L, 61L), (_meter.WouldRefuse, _meter.Held.Nanos));
        _meter.Post(new Money(61), new Money(200));
        Assert.Empty(_told);
    }

    private static LeaseGrant Standing(long posted, long cap) => new(default, new Money(cap), new Money(posted), default, default);
}
