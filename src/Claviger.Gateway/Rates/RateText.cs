using System.Globalization;

namespace Claviger.Gateway.Rates;

/// <summary>Texts that headers repeat: small numbers and near instants are made once.</summary>
internal static class RateText
{
    private const int Kept = 1_024;

    private static readonly string[] Small = [.. Enumerable.Range(0, Kept).Select(number => number.ToString())];

    // By second modulo its length; written by whoever needs another second, each entry at once.
    private static readonly StampedText?[] Instants = new StampedText?[Kept];

    public static string Number(long number) => (ulong)number < Kept ? Small[number] : number.ToString();

    /// <summary>RFC 3339, whole seconds, rounded up.</summary>
    public static string Instant(DateTimeOffset now, long nanosAhead)
    {
        var second = (now.ToUnixTimeMilliseconds() + nanosAhead / 1_000_000 + 999) / 1_000;
        ref var slot = ref Instants[second % Kept];
        if (Volatile.Read(ref slot) is { } known && known.Second == second) return known.Text;
        var made = new StampedText(second, DateTimeOffset.FromUnixTimeSeconds(second).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Volatile.Write(ref slot, made);
        return made.Text;
    }

    private sealed record StampedText(long Second, string Text);
}
