using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Control.Limits;

/// <summary>How a limit stands at an instant, for reports: the gateway decides by its own numbers.</summary>
/// <param name="AtMs">Unix milliseconds.</param>
/// <param name="Cap">In force then; null: none.</param>
/// <param name="Spent">Posted in the period.</param>
internal sealed record LimitStanding(SpendLimit Limit, long AtMs, PeriodSpan Span, Money? Cap, Money Spent, LimitUse Use)
{
    public bool Enforced => Limit.Mode == LimitMode.Hard && Cap is not null;

    /// <summary>Never below zero, though a lowered cap may lie below what is spent.</summary>
    public Money? Left => Cap is { } cap ? Money.Max(Money.Zero, cap - Spent - Use.Held) : null;

    public DateTimeOffset? ResetsAt => Limit.Period == LimitPeriod.Lifetime ? null : SpendLimitViews.Time(Span.EndMs);
}
