using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class No_schedule_loses_a_wake_up(ITestOutputHelper output)
{
    public static TheoryData<string> Mutants => [.. QueueMutants.All.Keys];

    private static IReadOnlyList<(int Waiters, long Left, int Interruptions, Action<QueueRun>[] Threads)> Scripts { get; } =
    [
        (1, 0, int.MaxValue, [run => run.Wait("a", 5), run => run.Release(5)]),
        (1, 0, 4, [run => run.Wait("a", 8), run => run.Release(5), run => run.Release(3)]),
        (2, 0, 4, [run => run.Wait("a", 5), run => run.Wait("b", 5), run =>
        {
            run.Release(5);
            run.Release(5);
        }]),
        (1, 0, 4, [run => run.Wait("a", 5), run => run.GiveUp("b"), run => run.Release(5)]),
        (3, 15, 2, [run => run.Wait("a", 5), run => run.Wait("b", 5), run => run.Wait("c", 5)]),
        (2, 2, 4, [run => run.Wait("large", 6), run => run.Wait("small", 1), run => run.Release(5)]),
    ];

    [Fact]
    public void The_first_who_came_is_served_first_and_everybody_is()
    {
        Assert.Null(Walk(() => (new RealQueue(), false), out var walked));
        output.WriteLine($"{walked:N0} schedules");
        Assert.Null(Walk(() => (new SketchedQueue(), false), out _));
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Each_seeded_bug_is_found(string bug)
    {
        var found = Walk(QueueMutants.All[bug], out var walked);
        output.WriteLine($"of {walked:N0} schedules: {found}");
        Assert.NotNull(found);
    }

    private static string? Walk(Func<(IWaitQueue Queue, bool ReadsVersionLate)> make, out long walked)
    {
        var results = Side.BySide([.. Enumerable.Range(0, Scripts.Count)], i => Walk(i, make));
        walked = results.Sum(result => result.Walked);
        return results.Select(result => result.Found).FirstOrDefault(found => found is not null);
    }

    private static (string? Found, long Walked) Walk(int number, Func<(IWaitQueue Queue, bool ReadsVersionLate)> make)
    {
        var (waiters, left, interruptions, threads) = Scripts[number];
        using var scheduler = new Scheduler(threads.Length);
        var schedule = Schedule.All(interruptions);
        long walked = 0;
        do
        {
            walked++;
            var (queue, late) = make();
            var run = new QueueRun(queue, left, late);
            var failure = scheduler.Run(schedule, [.. threads.Select(thread => (Action)(() => thread(run)))], static () => { });
            try
            {
                if (failure is null) run.CheckEnd(waiters);
            }
            catch (InvalidOperationException error)
            {
                failure = error;
            }

            if (failure is not null) return ($"script {number}, schedule {schedule}: {failure.Message}", walked);
        }
        while (schedule.Next());
        return (null, walked);
    }
}
