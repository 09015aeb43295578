using Claviger.Control.Status;
using Claviger.Core.Pricing;
using Claviger.Demo.Month;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Demo;

public sealed class The_same_month_is_invented_twice
{
    /// <summary>Also where the books begin: in the first hours of a month, on a weekend, and in a leap year's February.</summary>
    [Theory]
    [InlineData("2026-11-23T12:00:00Z")]
    [InlineData("2026-12-01T00:10:00Z")]
    [InlineData("2028-03-05T23:59:00Z")]
    public void With_the_same_calls_and_caps(string at)
    {
        var now = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var (one, two) = (new UsagePlan(PriceBook.BuiltIn, now), new UsagePlan(PriceBook.BuiltIn, now));
        Assert.True(one.Calls.SequenceEqual(two.Calls));
        Assert.InRange(one.Calls.Count, 40_000, 80_000);
        Assert.All(one.Calls, call => Assert.InRange(call.AtMs, one.From.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds() - 1));
        Assert.DoesNotContain(one.Calls, call => call.Key.Name == MonthPlan.Unused);

        var (caps, again) = (new MonthCaps(one, now), new MonthCaps(two, now));
        Assert.All(MonthPlan.Keys, key => Assert.Equal(caps.Of(key), again.Of(key)));
        Assert.True(caps.OfOrganization >= PlannedWorkspace.All.Sum(caps.Of));
    }

    [Fact]
    public void A_week_has_its_weekend_and_the_runaway_took_off()
    {
        var plan = new UsagePlan(PriceBook.BuiltIn, SeededDemo.Start);
        var days = plan.Calls.Where(call => call.Key.Name == "dev-team").GroupBy(call => DateTimeOffset.FromUnixTimeMilliseconds(call.AtMs).Date).ToDictionary(day => day.Key, day => day.Count());
        var (saturday, friday) = (new DateTime(2026, 11, 21), new DateTime(2026, 11, 20));
        Assert.True(days.GetValueOrDefault(saturday) * 3 < days[friday]);

        var before = plan.Calls.Where(call => call.Key.Name == MonthPlan.Runaway).ToLookup(call => call.AtMs >= SeededDemo.Start.AddHours(-49).ToUnixTimeMilliseconds(), call => call.Cost.Nanos);
        Assert.True(before[true].Sum() > 10 * before[false].Sum());
    }

    [Fact]
    public async Task Nothing_is_invented_without_it()
    {
        await using var gateway = await TestGateway.EmptyAsync();
        Assert.False(gateway.Server.Service<DemoData>().IsDemo);
        Assert.Empty(gateway.Server.Policy.Current.Keys);
        Assert.Single(gateway.Server.Policy.Current.Workspaces);
    }
}
