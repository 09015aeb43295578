using Claviger.Core.Alerts;
using Xunit;

namespace Claviger.Tests.Alerts;

/// <summary>Quiet hours in a zone, over midnight and over the change of the clocks.</summary>
public sealed class Quiet_hours_end
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-26T20:59:00Z", "2026-11-26T20:59:00Z")] // 21:59 there
    [InlineData("2026-11-26T21:00:30Z", "2026-11-27T06:00:00Z")]
    [InlineData("2026-11-27T05:59:59Z", "2026-11-27T06:00:00Z")]
    [InlineData("2026-11-27T06:00:00Z", "2026-11-27T06:00:00Z")]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T05:00:00Z")] // an hour is skipped
    [InlineData("2026-10-24T23:00:00Z", "2026-10-25T06:00:00Z")] // and one comes twice
    public void When_the_wall_clock_says_so(string at, string then) =>
        Assert.Equal(DateTimeOffset.Parse(then, null), new QuietHours(22 * 60, 7 * 60).After(DateTimeOffset.Parse(at, null), Berlin));

    [Fact]
    public void Within_one_day() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 13, 0, 0, TimeSpan.Zero), new QuietHours(12 * 60, 13 * 60).After(new DateTimeOffset(2026, 11, 26, 12, 30, 0, TimeSpan.Zero), TimeZoneInfo.Utc));

    [Fact]
    public void Retries_slow_down_and_end()
    {
        var waits = Enumerable.Range(1, Backoff.MostAttempts).Select(Backoff.After).ToList();
        Assert.Equal(TimeSpan.FromSeconds(30), waits[0]);
        Assert.Equal(TimeSpan.FromHours(2), waits.Max());
        Assert.Null(waits[^1]);
        Assert.InRange(waits.Sum(wait => wait?.TotalHours ?? 0), 10, 20);
    }
}
