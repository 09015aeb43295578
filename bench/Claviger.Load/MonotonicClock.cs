using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Claviger.Load;

/// <summary>CLOCK_MONOTONIC in nanoseconds: the clock that the simulator stamps with, so moments of both processes can be compared.</summary>
internal static partial class MonotonicClock
{
    private const int Monotonic = 1;
    private const int Absolute = 1;

    public static long Now => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    /// <summary>Timers of the runtime have whole milliseconds, an arrival every 500 µs needs finer ones.</summary>
    public static void SleepUntil(long nanoseconds)
    {
        var at = new Moment { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        while (Now < nanoseconds) _ = ClockNanosleep(Monotonic, Absolute, at, IntPtr.Zero); // again when a signal cut it short
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, in Moment request, IntPtr remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
