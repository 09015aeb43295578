using Claviger.Core.Contracts;
using Claviger.Core.Limits;

namespace Claviger.Control.Limits;

internal static class SpendUseViews
{
    public static SpendLimitUseView Of(LimitStanding standing, string? scopeName)
    {
        var (limit, use) = (standing.Limit, standing.Use);
        return new SpendLimitUseView(
            limit.Id.Value, "spend_limit_usage", LimitScopes.ViewOf(limit.Scope), scopeName, LimitNames.Of(limit.Period),
            limit.Period == LimitPeriod.Lifetime ? null : SpendLimitViews.Time(standing.Span.StartMs), standing.ResetsAt,
            limit.Amount?.ToCentsString(), standing.Cap?.ToCentsString(), SpendLimitViews.Currency,
            standing.Spent.ToCentsString(), use.Held.ToCentsString(), standing.Left?.ToCentsString(), use.Waiting, use.Refused,
            LimitNames.Of(limit.Mode), LimitNames.Of(limit.AtCap), standing.Enforced,
            limit.IsSuspendedAt(standing.AtMs) ? SpendLimitViews.Time(limit.SuspendedUntilMs!.Value) : null);
    }
}
