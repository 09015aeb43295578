namespace Claviger.Tests.Ledger;

/// <summary>Plays scripts against a core under many schedules until one breaks an invariant.</summary>
internal static class CoreWalk
{
    public const ulong FirstSeed = 20_261_123;
    private const int ThreadsAtMost = 3;

    /// <summary>Every schedule of every small script.</summary>
    /// <returns>What broke, and under which schedule; null when nothing did.</returns>
    public static string? All(Func<long[], ILedgerCore> make, out long walked)
    {
        using var found = new CancellationTokenSource();
        var results = Side.BySide(CoreScript.Small, script => All(script, make, found));
        walked = results.Sum(result => result.Walked);
        return results.Select(result => result.Found).FirstOrDefault(broken => broken is not null);
    }

    /// <summary>Scripts and schedules by chance; the seed in the answer plays the same again.</summary>
    public static string? ByChance(Func<long[], ILedgerCore> make, ulong firstSeed, int schedules)
    {
        const int part = 1_000;
        return Side.BySide([.. Enumerable.Range(0, schedules / part)], i => Part(make, firstSeed + (ulong)(i * part), part)).FirstOrDefault(found => found is not null);
    }

    private static (string? Found, long Walked) All(CoreScript script, Func<long[], ILedgerCore> make, CancellationTokenSource found)
    {
        using var scheduler = new Scheduler(ThreadsAtMost);
        var schedule = Schedule.All(script.Interruptions);
        long walked = 0;
        do
        {
            walked++;
            if (Play(scheduler, schedule, script, make) is not { } error) continue;
            found.Cancel();
            return ($"{script.Name}, schedule {schedule}: {error.Message}", walked);
        }
        while (schedule.Next() && !found.IsCancellationRequested);
        return (null, walked);
    }

    private static string? Part(Func<long[], ILedgerCore> make, ulong firstSeed, int schedules)
    {
        using var scheduler = new Scheduler(ThreadsAtMost);
        for (var seed = firstSeed; seed < firstSeed + (ulong)schedules; seed++)
        {
            var script = CoreScript.ByChance(seed);
            if (Play(scheduler, Schedule.Random(seed), script, make) is { } error) return $"{script.Name}: {error.Message}";
        }

        return null;
    }

    private static Exception? Play(Scheduler scheduler, Schedule schedule, CoreScript script, Func<long[], ILedgerCore> make)
    {
        var run = new CoreRun(make(script.Granted), script.Granted);
        var failure = scheduler.Run(schedule, [.. script.Threads.Select(thread => (Action)(() => thread(run)))], run.Check);
        if (failure is not null) return failure;
        try
        {
            run.CheckEnd();
            if (run.Core is RealCore real && Enumerable.Range(0, script.Granted.Length).Any(lease => real.HeldOf(lease) != 0))
                return new InvalidOperationException("I6: something is held at the end");
            return null;
        }
        catch (InvalidOperationException error)
        {
            return error;
        }
    }
}
