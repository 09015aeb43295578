using Claviger.Core.Rotation;

namespace Claviger.Storage.Rotation;

internal sealed record RotationPolicyRow
{
    public const string Columns =
        """
        scope_type AS ScopeType, scope_id AS ScopeId, max_age_days AS MaxAgeDays, overlap_ms AS OverlapMs, ahead_days AS AheadDays, automatic AS Automatic,
        extend_while_in_use AS ExtendWhileInUse, hard_end_days AS HardEndDays, sink AS Sink
        """;

    public int ScopeType { get; init; }
    public string ScopeId { get; init; } = "";
    public int? MaxAgeDays { get; init; }
    public long? OverlapMs { get; init; }
    public int? AheadDays { get; init; }
    public int? Automatic { get; init; }
    public int? ExtendWhileInUse { get; init; }
    public int? HardEndDays { get; init; }
    public string? Sink { get; init; }

    public RotationScope Scope => new((RotationScopeType)ScopeType, ScopeId);

    public RotationSettings ToSettings() => new()
    {
        MaxAgeDays = MaxAgeDays,
        Overlap = OverlapMs is { } overlap ? TimeSpan.FromMilliseconds(overlap) : null,
        AheadDays = AheadDays,
        Automatic = Automatic is { } automatic ? automatic != 0 : null,
        ExtendWhileInUse = ExtendWhileInUse is { } extend ? extend != 0 : null,
        HardEndDays = HardEndDays,
        Sink = Sink,
    };
}
