using System.Globalization;
using System.Text;

namespace Claviger.Simulator.Messages;

/// <summary>
/// A moment inside the text of a delta: <c>@</c> and 19 digits of <see cref="TimeProvider.GetTimestamp"/>, put in when the event is
/// sent. Another process on the same machine reads the same monotonic clock, so it can tell how long the event was under way.
/// </summary>
internal static class TimeStamp
{
    private const int Digits = 19;

    public static string Blank { get; } = "@" + new string('0', Digits);

    private static readonly byte[] BlankBytes = Encoding.ASCII.GetBytes(Blank);

    /// <summary>A copy of the event with the moment in place of the blank; the event itself where it has none.</summary>
    public static ReadOnlyMemory<byte> Fill(ReadOnlyMemory<byte> frame, TimeProvider clock)
    {
        var at = frame.Span.IndexOf(BlankBytes);
        if (at < 0) return frame;
        var stamped = frame.ToArray();
        clock.GetTimestamp().TryFormat(stamped.AsSpan(at + 1, Digits), out _, "D19", CultureInfo.InvariantCulture);
        return stamped;
    }
}
