using System.Security.Cryptography;

namespace Claviger.Core.Policy;

/// <summary>One live secret in a snapshot.</summary>
public sealed record GovernedSecret(GovernedKey Key, byte[] Digest, byte[] Pepper, DateTimeOffset? EndsAt)
{
    /// <summary>Constant time. A secret in its overlap works to the end of it, never after.</summary>
    public bool Matches(ReadOnlySpan<byte> digest, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(Digest, digest) & (EndsAt is not { } end || now < end);
}
