using Claviger.Config;
using Claviger.Serving;

namespace Claviger.Demo.Month;

/// <summary>
/// Fills an empty data folder with a month that never was. The program's own use cases make it, one after the other, under a clock that is
/// put where each happened: so audit entries, ages, sums and alerts agree, and the proofs of log and books hold. Nothing listens meanwhile.
/// </summary>
internal static class MonthSeed
{
    /// <summary>The last days are looked at every six hours, so that alerts have believable times; before, once a day is enough.</summary>
    private const int CloseDays = 3;

    private static readonly double[] Usual = [17.9];
    private static readonly double[] Close = [6.1, 12.1, 18.1, 23.9];

    public static async Task<SeededMonth> WriteAsync(ServerConfig config, DateTimeOffset now, Action<ILoggingBuilder> logging, CancellationToken ct)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var clock = new PastClock(today.AddDays(-MonthPlan.InstalledDaysAgo - 2).AddHours(9)); // before any weekend that acts are moved over
        await using var foundation = await Foundation.LayAsync(config, clock, logging, ct);
        foundation.MarkAsDemo();
        await using var app = Composition.Build(config, foundation, clock, logging);
        var world = new MonthWorld(app.Services, foundation, clock, ct);
        var plan = new UsagePlan(foundation.Prices, now);
        var adminKey = foundation.NewAdminKey!;
        var diary = new MonthDiary(now, clock);
        FoundingActs.Write(diary, world);
        KeyActs.Write(diary, world);
        MoneyActs.Write(diary, world, new MonthCaps(plan, now));
        WatchActs.Write(diary, world, key => adminKey = key);

        var books = new MonthBooks(world, plan);
        await diary.RunUntilAsync(plan.From);
        for (var day = plan.From; day < now; day = day.AddDays(1))
        {
            var daysAgo = (today - day).Days;
            // Just before the end of an hour or of work: whatever happened meanwhile is told then.
            foreach (var hour in daysAgo < CloseDays ? Close : Usual)
                if (day.AddHours(hour) < now) await StepAsync(day.AddHours(hour), keepChecklist: daysAgo < 8 || daysAgo % 3 == 0);
        }

        await StepAsync(now, keepChecklist: true);
        return new SeededMonth(adminKey, [.. MonthPlan.Live.Select(name => world.Keys[name])]);

        async Task StepAsync(DateTimeOffset end, bool keepChecklist)
        {
            await diary.RunUntilAsync(end);
            if (clock.GetUtcNow() < end) clock.MoveTo(end);
            await books.BookUntilAsync(end);
            await books.LookAsync(keepChecklist);
        }
    }
}
