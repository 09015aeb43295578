using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.Usage;

namespace Claviger.Control.Usage;

internal static class SpendForecastRows
{
    /// <param name="limit">That its forecast is held against; null: none.</param>
    public static (Money Ends, SpendForecastRow View) Of(Spender spender, SpendLimit? limit, PeriodSpan month, long atMs)
    {
        var (forecast, cap) = (new MonthForecast(spender.Days, spender.Since, month, atMs), limit?.CapAt(atMs));
        return (forecast.End ?? forecast.Spent, new SpendForecastRow(
            LimitScopes.ViewOf(spender.Scope), spender.Name, SpendLimitViews.Currency, forecast.Spent.ToCentsString(),
            forecast.End?.ToCentsString(), forecast.Range?.Low.ToCentsString(), forecast.Range?.High.ToCentsString(), forecast.Days,
            cap?.ToCentsString(), limit?.Id.Value, cap is { } most ? forecast.Reaches(most) : null));
    }
}
