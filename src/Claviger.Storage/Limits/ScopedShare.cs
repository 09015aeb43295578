using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>A limit's share in one period over all nodes, with what is needed to count it again.</summary>
internal sealed record ScopedShare
{
    /// <summary>Of <c>limit_shares s JOIN spend_limits l</c>, grouped by limit and period.</summary>
    public const string Columns =
        "s.limit_number AS LimitNumber, s.period_start_ms AS PeriodStartMs, SUM(s.posted_nanos) AS PostedNanos, SUM(s.leased_nanos) AS LeasedNanos, " +
        "l.scope_type AS ScopeType, l.scope_id AS ScopeId, l.scope_number AS ScopeNumber, l.period AS Period, " +
        "(SELECT COALESCE(SUM(e.nanos), 0) FROM ledger_entries e WHERE e.limit_number = s.limit_number AND e.period_start_ms = s.period_start_ms) AS EntryNanos";

    public int LimitNumber { get; init; }
    public long PeriodStartMs { get; init; }
    public long PostedNanos { get; init; }
    public long LeasedNanos { get; init; }
    public int ScopeType { get; init; }
    public string ScopeId { get; init; } = "";
    public int ScopeNumber { get; init; }
    public int Period { get; init; }
    public long EntryNanos { get; init; }

    public LeaseKey Key => new(LimitNumber, PeriodStartMs);

    public LimitScope Scope => new((LimitScopeType)ScopeType, ScopeId, ScopeNumber);
}
