using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>A row of <c>spend_grants</c>.</summary>
internal sealed record SpendGrantRow
{
    public const string Columns =
        "id AS Id, limit_number AS LimitNumber, amount_nanos AS AmountNanos, starts_at_ms AS StartsAtMs, ends_at_ms AS EndsAtMs, reason AS Reason";

    public string Id { get; init; } = "";
    public int LimitNumber { get; init; }
    public long AmountNanos { get; init; }
    public long StartsAtMs { get; init; }
    public long EndsAtMs { get; init; }
    public string? Reason { get; init; }

    public SpendGrant ToGrant() => new(new SpendGrantId(Id), new Money(AmountNanos), StartsAtMs, EndsAtMs, Reason);
}
