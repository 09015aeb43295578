using System.Security.Cryptography;
using Claviger.Core.Keys;

namespace Claviger.Core.Policy;

/// <summary>One live secret in a snapshot.</summary>
/// <param name="LatestEnd">Null while it is the key's current one.</param>
public sealed record GovernedSecret(SecretId Id, GovernedKey Key, byte[] Digest, byte[] Pepper, DateTimeOffset? LatestEnd)
{
    /// <summary>Null where nobody counts uses (benchmarks).</summary>
    public SecretUse? Use { get; init; }

    /// <summary>The use of the secret that replaced this one, whose first ends this one <see cref="Overlap"/> later. Null: nothing did.</summary>
    public SecretUse? Successor { get; init; }

    public TimeSpan Overlap { get; init; }

    /// <summary>When it stops, as things stand: the new secret's first use counts in the instant it happens, before any new snapshot.</summary>
    public DateTimeOffset? EndsAt
    {
        get
        {
            if (LatestEnd is not { } latest || Successor?.FirstMs is not (> 0 and var first)) return LatestEnd;
            var end = DateTimeOffset.FromUnixTimeMilliseconds(first) + Overlap;
            return end < latest ? end : latest;
        }
    }

    /// <summary>Constant time. A secret in its overlap works to the end of it, never after.</summary>
    public bool Matches(ReadOnlySpan<byte> digest, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(Digest, digest) & (EndsAt is not { } end || now < end);
}
