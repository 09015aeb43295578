using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>The rest of a lease whose fate a power cut left unknown: counted as spent until somebody says how much of it was.</summary>
public sealed record OpenRemainder
{
    internal const string Columns = "number AS Number, id AS Id, limit_number AS LimitNumber, period_start_ms AS PeriodStartMs, nanos AS Nanos, at_ms AS AtMs, " +
        "(SELECT l.id FROM spend_limits l WHERE l.number = limit_number) AS LimitId";

    internal int LimitNumber { get; init; }
    internal long PeriodStartMs { get; init; }
    internal long Nanos { get; init; }

    /// <summary>Where the next page begins.</summary>
    public long Number { get; init; }

    /// <summary><c>lde_…</c></summary>
    public string Id { get; init; } = "";

    /// <summary><c>spl_…</c></summary>
    public string LimitId { get; init; } = "";

    public LeaseKey Key => new(LimitNumber, PeriodStartMs);
    public Money Amount => new(Nanos);

    /// <summary>When it was found, Unix milliseconds: at a start.</summary>
    public long AtMs { get; init; }
}
