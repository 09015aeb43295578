using Claviger.Simulator;

namespace Claviger.Tests.Ledger;

/// <summary>What threads do to some leases: small enough that all schedules can be walked, or made by chance and larger.</summary>
/// <param name="Granted">By lease, at the beginning.</param>
/// <param name="Threads">What each does.</param>
/// <param name="Interruptions">The schedules to be walked: all, or those with so many interruptions at most.</param>
internal sealed record CoreScript(string Name, long[] Granted, Action<CoreRun>[] Threads, int Interruptions = int.MaxValue)
{
    public static IReadOnlyList<CoreScript> Small { get; } =
    [
        new("two hold the last of it", [10], [run => run.HoldAndPost(10, 10, 5), run => run.HoldAndPost(10, 10, 5)]),
        new("a post and a hold of the same size", [20],
        [
            run =>
            {
                run.HoldAndPost(10, 10, 10);
                run.HoldAndPost(10, 10, 10);
            },
            run => run.HoldAndPost(10, 10, 10),
        ]),
        new("holds, posts and releases of three", [10], [run => run.HoldAndPost(6, 6, 4), run => run.HoldAndRelease(5, 5), run => run.HoldAndPost(4, 4, 4)], 3),
        new("a recall among holds", [10], [run => run.HoldAndPost(6, 6, 6), run => run.HoldAndPost(4, 4, 1), run => run.Recall(0)], 3),
        new("growth among holds", [5], [run => run.HoldAndPost(8, 8, 8), run => run.HoldAndPost(5, 5, 2), run => run.Grow(0, 10)], 3),
        new("two recalls", [10], [run => run.Recall(0), run => run.Recall(0), run => run.HoldAndRelease(7, 7)], 4),
        new("all or none of two", [10, 10], [run => run.HoldAndPost(6, 6, 3), run => run.HoldAndPost(6, 6, 3)], 4),
        new("a wide one that is too small", [20, 8], [run => run.HoldAndPost(9, 6, 6), run => run.HoldAndRelease(9, 6)], 3),
        new("all or none of three", [20, 10, 6], [run => run.HoldAndPost(7, 5, 5), run => run.HoldAndRelease(6, 4)], 3),
        new("a stream goes on", [20, 10], [run => run.HoldExtendAndPost(10, 4, 4, 8), run => run.HoldAndPost(6, 6, 2)], 2),
        new("two streams want the rest", [40, 10], [run => run.HoldExtendAndPost(10, 4, 4, 8), run => run.HoldExtendAndPost(10, 4, 4, 4)], 2),
        new("growth and recall", [10], [run => run.Grow(0, 5), run => run.Recall(0), run => run.HoldAndPost(9, 9, 9)], 4),
        new("a changed cap and what a post leaves over", [10],
        [
            run =>
            {
                run.HoldAndPost(8, 8, 2);
                run.HoldAndRelease(5, 5);
            },
            run => run.ChangeCap(0),
        ]),
        new("a changed cap and a grant on its way", [10], [run => run.Grow(0, 6), run => run.ChangeCap(0), run => run.HoldAndPost(5, 5, 5)], 4),
        new("a cap that changes twice", [10], [run => run.ChangeCap(0), run => run.ChangeCap(0), run =>
        {
            run.Grow(0, 6);
            run.HoldAndRelease(6, 6);
        }], 3),
    ];

    /// <summary>Two or three threads, up to four acts each, over one to three leases.</summary>
    public static CoreScript ByChance(ulong seed)
    {
        var chance = new SeededGenerator(seed);
        var granted = new long[1 + chance.Next(3)];
        for (var i = 0; i < granted.Length; i++) granted[i] = 5 + chance.Next(30);
        var threads = new Action<CoreRun>[2 + chance.Next(2)];
        for (var i = 0; i < threads.Length; i++)
        {
            var acts = new Action<CoreRun>[1 + chance.Next(4)];
            for (var act = 0; act < acts.Length; act++) acts[act] = Act(ref chance, granted.Length);
            threads[i] = run =>
            {
                foreach (var act in acts) act(run);
            };
        }

        return new CoreScript($"by chance, seed {seed}", granted, threads);
    }

    private static Action<CoreRun> Act(ref SeededGenerator chance, int leases)
    {
        long part = 1 + chance.Next(12), full = part + chance.Next(8), more = 1 + chance.Next(6), cost = chance.Next((int)part + 1);
        var lease = chance.Next(leases);
        return chance.Next(11) switch
        {
            < 5 => run => run.HoldAndPost(full, part, cost),
            5 => run => run.HoldAndRelease(full, part),
            6 or 7 => run => run.HoldExtendAndPost(full, part, more, cost),
            8 => run => run.Grow(lease, more),
            9 => run => run.ChangeCap(lease),
            _ => run => run.Recall(lease),
        };
    }
}
