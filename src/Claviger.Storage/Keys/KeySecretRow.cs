using Claviger.Core;
using Claviger.Core.Keys;

namespace Claviger.Storage.Keys;

internal sealed record KeySecretRow
{
    public const string Columns =
        """
        s.secret_id AS SecretId, s.key_id AS KeyId, s.digest AS Digest, s.pepper_version AS PepperVersion, s.hint AS Hint, s.created_at_ms AS CreatedAtMs,
        s.ends_at_ms AS EndsAtMs, s.overlap_ms AS OverlapMs, s.successor_id AS SuccessorId, s.first_used_at_ms AS FirstUsedAtMs, s.last_used_at_ms AS LastUsedAtMs,
        s.shown_to AS ShownTo, s.pending AS Pending, s.hard_end_at_ms AS HardEndAtMs
        """;

    public string SecretId { get; init; } = "";
    public string KeyId { get; init; } = "";
    public byte[] Digest { get; init; } = [];
    public int PepperVersion { get; init; }
    public string Hint { get; init; } = "";
    public long CreatedAtMs { get; init; }
    public long? EndsAtMs { get; init; }
    public long? OverlapMs { get; init; }
    public string? SuccessorId { get; init; }
    public long? FirstUsedAtMs { get; init; }
    public long? LastUsedAtMs { get; init; }

    public string? ShownTo { get; init; }
    public int Pending { get; init; }
    public long? HardEndAtMs { get; init; }

    public KeySecret ToSecret() => new(
        Core.Keys.SecretId.TryParse(SecretId)!.Value, new ApiKeyId(KeyId), Digest, PepperVersion, Hint, DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs), Time(EndsAtMs))
    {
        Overlap = OverlapMs is { } overlap ? TimeSpan.FromMilliseconds(overlap) : null,
        Successor = Core.Keys.SecretId.TryParse(SuccessorId),
        ShownTo = ShownTo is null ? null : new MemberId(ShownTo),
        FirstUsedAt = Time(FirstUsedAtMs),
        LastUsedAt = Time(LastUsedAtMs),
        IsPending = Pending != 0,
        HardEndsAt = Time(HardEndAtMs),
    };

    private static DateTimeOffset? Time(long? ms) => ms is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
