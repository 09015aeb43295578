using System.Runtime.CompilerServices;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// Every step by which threads meet in the ledger's memory. In a test process that sets the switch, a scheduler decides before each step
/// which thread goes on, so that all interleavings can be walked; elsewhere the switch is a constant and the compiler drops the question.
/// </summary>
internal static class Atomic
{
    public const string Switch = "Claviger.Ledger.Scheduled";

    private static readonly bool IsScheduled = AppContext.TryGetSwitch(Switch, out var on) && on;

    /// <summary>Of the thread that a schedule drives; null on every other.</summary>
    [ThreadStatic]
    internal static Action? BeforeStep;

    /// <summary>Of a thread that plays all parts of a simulation: it wakes whom it wakes itself, so that a seed replays.</summary>
    [ThreadStatic]
    internal static bool WakesHere;

    /// <summary>For what a request waits on. A thread that moves money never runs the request that it wakes.</summary>
    public static TaskCompletionSource NewWait() =>
        new(IsScheduled && WakesHere ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Before a lock whose inside is one step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step()
    {
        if (IsScheduled) BeforeStep?.Invoke();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ref long place)
    {
        if (IsScheduled) BeforeStep?.Invoke();
        return Volatile.Read(ref place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(ref long place, long amount)
    {
        if (IsScheduled) BeforeStep?.Invoke();
        return Interlocked.Add(ref place, amount);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long CompareExchange(ref long place, long value, long comparand)
    {
        if (IsScheduled) BeforeStep?.Invoke();
        return Interlocked.CompareExchange(ref place, value, comparand);
    }
}
