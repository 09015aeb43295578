using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>A row of <c>spend_limits</c>.</summary>
internal record SpendLimitRow
{
    public const string Columns =
        "number AS Number, id AS Id, scope_type AS ScopeType, scope_id AS ScopeId, scope_number AS ScopeNumber, period AS Period, amount_nanos AS AmountNanos, " +
        "mode AS Mode, at_cap AS AtCap, suspended_until_ms AS SuspendedUntilMs, created_at_ms AS CreatedAtMs, updated_at_ms AS UpdatedAtMs, " +
        "deleted_at_ms AS DeletedAtMs, version AS Version";

    public int Number { get; init; }
    public string Id { get; init; } = "";
    public int ScopeType { get; init; }
    public string ScopeId { get; init; } = "";
    public int ScopeNumber { get; init; }
    public int Period { get; init; }
    public long? AmountNanos { get; init; }
    public int Mode { get; init; }
    public int AtCap { get; init; }
    public long? SuspendedUntilMs { get; init; }
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }
    public long? DeletedAtMs { get; init; }
    public long Version { get; init; }

    public SpendLimit ToLimit(IReadOnlyList<SpendGrant> grants) => new()
    {
        Id = new SpendLimitId(Id),
        Number = Number,
        Version = Version,
        Scope = new LimitScope((LimitScopeType)ScopeType, ScopeId, ScopeNumber),
        Period = (LimitPeriod)Period,
        Amount = AmountNanos is { } nanos ? new Money(nanos) : null,
        Mode = (LimitMode)Mode,
        AtCap = (AtCap)AtCap,
        SuspendedUntilMs = SuspendedUntilMs,
        Grants = grants,
        CreatedAtMs = CreatedAtMs,
        UpdatedAtMs = UpdatedAtMs,
    };
}
