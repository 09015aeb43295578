using Claviger.Config;
using Claviger.Core;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Simulator;

namespace Claviger.Demo.Month;

/// <summary>All calls of the month, decided before anything is made: caps are chosen by them. The same moment gives the same calls.</summary>
internal sealed class UsagePlan
{
    private const int LoopCallsAnHour = 66;

    private readonly PriceBook _prices;
    private readonly List<PlannedCall> _calls = [];

    public UsagePlan(PriceBook prices, DateTimeOffset now)
    {
        (_prices, Now, From) = (prices, now, new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - MonthPlan.Days));
        foreach (var key in MonthPlan.Keys) Plan(key);
        _calls.Sort((one, other) => one.AtMs != other.AtMs ? one.AtMs.CompareTo(other.AtMs) : string.CompareOrdinal(one.Key.Name, other.Key.Name));
    }

    /// <summary>When the demo starts: no call is later.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Midnight before the first call.</summary>
    public DateTimeOffset From { get; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<PlannedCall> Calls => _calls;

    private void Plan(PlannedKey key)
    {
        var dice = new SeededGenerator(key.Name.Aggregate(20_261_127UL, (seed, letter) => SeededGenerator.Mix(seed ^ letter)));
        var made = Now.AddDays(1 - key.MadeDaysAgo); // the day after it was made
        for (var hour = From; hour < Now; hour = hour.AddHours(1))
        {
            if (hour < made) continue;
            var loops = key.TookOffHoursAgo is { } ago && hour >= Now.AddHours(-ago);
            var (count, shape) = loops ? (LoopCallsAnHour - 8 + dice.Next(16), CallShape.Loop) : (Count(key, hour, ref dice), key.Shape);
            for (var i = 0; i < count; i++)
            {
                var at = hour.AddMilliseconds(dice.Next(3_600_000));
                var call = Call(key, shape, at, loops, ref dice);
                if (at < Now) _calls.Add(call);
            }
        }
    }

    /// <summary>What the hour gets of the day, grown and scattered; the rest of the division is one more call by chance.</summary>
    private int Count(PlannedKey key, DateTimeOffset hour, ref SeededGenerator dice)
    {
        var daysAgo = (int)(Now - hour).TotalDays;
        var grown = 1_000L * 3_000 / (3_000 + key.Growth * daysAgo); // 1000 now, less before
        var millionths = key.CallsADay * (long)WorkingHours.PerMille(key.Rhythm, hour) * grown * (700 + dice.Next(600)) / 1_000;
        return (int)(millionths / 1_000_000) + (dice.Next(1_000_000) < millionths % 1_000_000 ? 1 : 0);
    }

    private PlannedCall Call(PlannedKey key, CallShape shape, DateTimeOffset at, bool loops, ref SeededGenerator dice)
    {
        var (tokens, model) = (shape.Draw(ref dice), ModelOf(shape.ModelOf(ref dice), at));
        var session = key.Shape == CallShape.Code ? ClaudeCodeSession.Of($"{key.Name} {at:yyyy-MM-dd} {at.Hour / 4}") : ClaudeCodeSession.None;
        // One in some eighty fails upstream; a loop meets its rate limit far more often.
        var luck = dice.Next(1_000);
        var status = luck < (loops ? 60 : 6) ? 429 : luck < (loops ? 64 : 9) ? 529 : luck < (loops ? 66 : 12) ? 400 : 200;
        if (status != 200) return new PlannedCall(key, at.ToUnixTimeMilliseconds(), model, default, Money.Zero, UsageOutcome.UpstreamError, status, session);
        var priced = Pricer.Price(_prices, model, tokens, at);
        if (!priced.TryGetCost(out var cost)) throw new InvalidOperationException($"{model} has no price on {at:yyyy-MM-dd}");
        return new PlannedCall(key, at.ToUnixTimeMilliseconds(), model, tokens, cost, luck == 999 ? UsageOutcome.CutShort : UsageOutcome.Completed, status, session);
    }

    /// <summary>On a machine whose clock is elsewhere, the model of that time.</summary>
    private ModelEntry ModelOf(string wanted, DateTimeOffset at)
    {
        if (_prices.TryFind(wanted, out var model) && model.SheetAt(Speed.Standard, at) is not null) return model;
        return _prices.Models.LastOrDefault(other => other.SheetAt(Speed.Standard, at) is not null && !other.IsFree)
            ?? throw new ConfigException([$"no model has a price on {at:yyyy-MM-dd}: is this machine's clock right? --empty starts without an invented month"]);
    }
}
