using Claviger.Core;

namespace Claviger.Demo.Month;

/// <summary>Monthly caps that fit what is spent under them: room for half as much again, in round dollars; the runaway's is nearly used up.</summary>
internal sealed class MonthCaps
{
    /// <summary>How much of its cap the runaway has used, in percent: between 85 and 90 after rounding to the dollar.</summary>
    private const int RunawayPercent = 88;

    private const int DaysLookedAt = 28;

    private readonly Dictionary<string, long> _keys;

    public MonthCaps(UsagePlan plan, DateTimeOffset now)
    {
        var recent = now.AddDays(-DaysLookedAt).ToUnixTimeMilliseconds();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var spent = plan.Calls.Where(call => call.AtMs >= recent).GroupBy(call => call.Key.Name).ToDictionary(group => group.Key, group => group.Sum(call => call.Cost.Nanos));
        _keys = MonthPlan.Keys.ToDictionary(key => key.Name, key => Round(spent.GetValueOrDefault(key.Name) * 31 / DaysLookedAt * 3 / 2));
        var loop = plan.Calls.Where(call => call.Key.Name == MonthPlan.Runaway && call.AtMs >= month).Sum(call => call.Cost.Nanos);
        _keys[MonthPlan.Runaway] = Math.Max(1, loop / RunawayPercent * 100 / Money.NanosPerDollar);
    }

    /// <summary>Dollars.</summary>
    public long Of(PlannedKey key) => _keys[key.Name];

    /// <summary>Of a person: their own keys count, and those of services that they answer for.</summary>
    public long OfOwner(string owner) => Round(MonthPlan.Keys.Where(key => key.Owner == owner).Sum(Of) * Money.NanosPerDollar);

    public long Of(PlannedWorkspace place) => Round(MonthPlan.Keys.Where(key => key.Workspace == place).Sum(Of) * Money.NanosPerDollar * 6 / 5);

    public long OfOrganization => Round(PlannedWorkspace.All.Sum(Of) * Money.NanosPerDollar);

    /// <summary>Upward, to two digits, and to ten dollars at least.</summary>
    private static long Round(long nanos)
    {
        var dollars = Math.Max(10, nanos / Money.NanosPerDollar);
        var unit = 1L;
        while (dollars / unit >= 100) unit *= 10;
        return (dollars + unit - 1) / unit * unit;
    }
}
