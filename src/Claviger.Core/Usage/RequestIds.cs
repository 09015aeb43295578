using System.Security.Cryptography;
using System.Text;

namespace Claviger.Core.Usage;

/// <summary>
/// Ids of governed requests: 48 bits of time (Unix milliseconds), 40 bits drawn once a process, 40 bits of count. Unique without a
/// random draw per request, and sorted by time of admission, which the books rely on.
/// </summary>
public sealed class RequestIds
{
    private const string Prefix = "req_";
    private readonly UInt128 _process;
    private long _count;

    public RequestIds()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes[..5]);
        _process = (UInt128)BitConverter.ToUInt64(bytes) << 40;
    }

    /// <param name="atMs">Time of admission, Unix milliseconds.</param>
    public UInt128 Next(long atMs) =>
        Floor(atMs) | _process | ((UInt128)(ulong)Interlocked.Increment(ref _count) & 0xFF_FFFF_FFFF);

    /// <summary>The smallest id of a millisecond: range queries by time use it.</summary>
    public static UInt128 Floor(long atMs) => (UInt128)(ulong)atMs << 80;

    public static long AtMs(UInt128 id) => (long)(ulong)(id >> 80);

    /// <summary>The same line of the same batch always has the same id, so that it posts once however often results are read.</summary>
    public static UInt128 OfBatchLine(string batchId, string customId, long submittedAtMs)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{batchId}\n{customId}"), hash);
        var low = new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..])) >> 48;
        return Floor(submittedAtMs) | low;
    }

    public static string Text(UInt128 id) => Prefix + Base62.Encode(id);

    public static bool TryParse(string text, out UInt128 id)
    {
        id = 0;
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Base62.TryDecode(text.AsSpan(Prefix.Length), out id);
    }
}
