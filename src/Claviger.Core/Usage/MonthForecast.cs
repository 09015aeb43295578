using Claviger.Core.Limits;

namespace Claviger.Core.Usage;

/// <summary>
/// What a month will have cost, if its days go on as the last full ones went: of at most seven, and of three at least, because two days say
/// nothing about a month. Days are UTC days, as usage is summed; so much a month of another time zone is off at its edges.
/// </summary>
public sealed record MonthForecast
{
    private const int MostDays = 7;
    private const int FewestDays = 3;
    private const long DayMs = 86_400_000;

    private readonly long _atMs;
    private readonly PeriodSpan _month;
    private readonly IReadOnlyList<Money> _days;

    /// <param name="byDay">Spend by UTC days since 1970, from <see cref="FirstDay"/> on.</param>
    /// <param name="since">Days before it was made don't count: there was nothing to spend.</param>
    public MonthForecast(IReadOnlyDictionary<long, Money> byDay, DateTimeOffset since, PeriodSpan month, long atMs)
    {
        (_atMs, _month) = (atMs, month);
        var (today, born) = (atMs / DayMs, since.ToUnixTimeMilliseconds() / DayMs);
        Spent = byDay.Where(day => day.Key >= month.StartMs / DayMs && day.Key <= today).Aggregate(Money.Zero, (sum, day) => sum + day.Value);
        _days = [.. Enumerable.Range(1, MostDays).Select(back => today - back).Where(day => day >= born).Select(day => byDay.GetValueOrDefault(day))];
    }

    public Money Spent { get; }

    /// <summary>Full days that it goes by.</summary>
    public int Days => _days.Count;

    /// <summary>Null: too young.</summary>
    public Money? End => Days < FewestDays ? null : SpendForecast.OfRest(Spent, _days, _month.EndMs - _atMs);

    /// <summary>Had every day that is left the cost of the cheapest of those days, and of the dearest.</summary>
    public (Money Low, Money High)? Range => Days < FewestDays
        ? null
        : (SpendForecast.OfRest(Spent, [new Money(_days.Min(day => day.Nanos))], _month.EndMs - _atMs), SpendForecast.OfRest(Spent, [new Money(_days.Max(day => day.Nanos))], _month.EndMs - _atMs));

    /// <summary>When so much will be spent at the mean pace: now, where it already is; null where that is not in this month.</summary>
    public DateTimeOffset? Reaches(Money cap)
    {
        if (Spent >= cap) return DateTimeOffset.FromUnixTimeMilliseconds(_atMs);
        if (End is not { } end || end < cap) return null;
        var pace = _days.Aggregate((Int128)0, (sum, day) => sum + day.Nanos);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)Int128.Min(_atMs + ((Int128)(cap - Spent).Nanos * DayMs * Days + pace - 1) / pace, _month.EndMs - 1));
    }

    /// <summary>The first day whose spend it needs.</summary>
    public static long FirstDay(PeriodSpan month, long atMs) => Math.Min(month.StartMs / DayMs, atMs / DayMs - MostDays);
}
