namespace Claviger.Storage.Usage;

/// <summary>What sums are split by.</summary>
public enum BreakdownBy
{
    Nothing,
    Workspace,
    Key,
    Model,
    Owner,
}

/// <param name="ByHour">Buckets are UTC hours since 1970, and not days.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Workspaces">Numbers to keep; null: all.</param>
public sealed record BreakdownQuery(bool ByHour, long From, long To, IReadOnlyList<int>? Workspaces = null, int? Key = null, int? Model = null, int? Owner = null)
{
    /// <summary>As <c>key_monthly</c> counts them.</summary>
    public IReadOnlyList<long> Months => ByHour ? UtcMonth.OfDays(From / 24, (To + 23) / 24) : UtcMonth.OfDays(From, To);

    /// <summary>Whether it is one month as far as that has come: what <c>key_monthly</c> says of the month is then what there was in it.</summary>
    /// <param name="nowDay">No usage is of a later day.</param>
    public bool IsWholeMonth(long nowDay) => !ByHour && Months.Count == 1 && UtcMonth.Days(UtcMonth.OfDay(From)).From == From && (To > nowDay || UtcMonth.Days(UtcMonth.OfDay(To - 1)).To == To);
}
