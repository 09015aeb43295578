using System.Security.Cryptography;

namespace Claviger.Core.Keys;

/// <summary>
/// HMAC-SHA-256 under one of a few long-lived peppers. Each thread keeps an instance a pepper: setting one up (key schedule,
/// native memory, look-up of the algorithm) costs four times what a token's digest does.
/// </summary>
internal static class PepperedHash
{
    /// <summary>Peppers in use at once: the newest, and one or two that older tokens were made with.</summary>
    private const int Kept = 4;

    [ThreadStatic]
    private static Entry?[]? _mine;

    public static void Of(byte[] pepper, ReadOnlySpan<byte> message, Span<byte> digest32)
    {
        var mine = _mine ??= new Entry?[Kept];
        var entry = Find(mine, pepper);
        try
        {
            entry.Hmac.AppendData(message);
            entry.Hmac.GetHashAndReset(digest32);
        }
        catch
        {
            mine.AsSpan().Clear(); // half a message may be left in it, and would spoil every digest to come
            throw;
        }
    }

    private static Entry Find(Entry?[] mine, byte[] pepper)
    {
        if (mine[0] is { } first && ReferenceEquals(first.Pepper, pepper)) return first;
        var at = 1;
        while (at < Kept - 1 && mine[at] is { } other && !ReferenceEquals(other.Pepper, pepper)) at++;
        if (mine[at] is not { } found || !ReferenceEquals(found.Pepper, pepper))
        {
            mine[at]?.Hmac.Dispose();
            found = new Entry(pepper, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, pepper));
        }

        (mine[0], mine[at]) = (found, mine[0]); // the last one used comes first
        return found;
    }

    private sealed record Entry(byte[] Pepper, IncrementalHash Hmac);
}
