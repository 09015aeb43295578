using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Claviger.Core;

namespace Claviger.Control.Audit;

/// <summary>Ids of entries in Anthropic's form (<c>activity_01…</c>): made of organization and sequence, so nothing stores them, and those of another organization are unknown.</summary>
internal static class ActivityId
{
    private const string Prefix = "activity_01";

    public static string Of(string organization, long sequence) => Prefix + Base62.Encode(new UInt128(High(organization), (ulong)sequence));

    /// <summary>Null for what is no id of this organization.</summary>
    public static long? Sequence(string organization, string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal) && Base62.TryDecode(id.AsSpan(Prefix.Length), out var value) && (ulong)(value >> 64) == High(organization) && (ulong)value <= long.MaxValue
            ? (long)(ulong)value
            : null;

    private static ulong High(string organization) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(organization)));
}
