namespace Claviger.Core.Keys;

/// <summary>One token of a key, as the store keeps it: never the token, only its keyed digest.</summary>
/// <param name="PepperVersion">Which pepper of the key file the digest was made with.</param>
/// <param name="Hint">First and last characters.</param>
/// <param name="EndsAt">When it stops being accepted, at the latest; null while it is the current one.</param>
public sealed record KeySecret(
    SecretId Id, ApiKeyId Key, byte[] Digest, int PepperVersion, string Hint, DateTimeOffset CreatedAt, DateTimeOffset? EndsAt)
{
    /// <summary>How long it goes on once <see cref="Successor"/> is in use; null while it is the current one, and once that has happened.</summary>
    public TimeSpan? Overlap { get; init; }

    /// <summary>The secret that replaced it.</summary>
    public SecretId? Successor { get; init; }

    /// <summary>The member in whose answer it stood; null: nobody's, or not known.</summary>
    public MemberId? ShownTo { get; init; }

    /// <summary>It works, but is on its way to its sink: the key's current secret is another one until it has arrived.</summary>
    public bool IsPending { get; init; }

    /// <summary>Up to when it may be kept alive for those who still use it; null: it ends when it was said to.</summary>
    public DateTimeOffset? HardEndsAt { get; init; }

    public DateTimeOffset? FirstUsedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public bool WorksAt(DateTimeOffset now) => EndsAt is not { } end || now < end;
}
