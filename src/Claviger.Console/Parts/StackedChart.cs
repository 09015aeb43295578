using Claviger.Core;

namespace Claviger.Console.Parts;

/// <summary>Bars of money in parts, one for each interval.</summary>
/// <param name="Series">Names, the largest first.</param>
/// <param name="Bars">Each with an amount for every series.</param>
public sealed record StackedChart(IReadOnlyList<string> Series, IReadOnlyList<StackedBar> Bars)
{
    /// <summary>More colours can't be told apart: what is smaller is drawn as one.</summary>
    public const int MostSeries = 6;

    /// <param name="parts">Amounts by interval and name.</param>
    public static StackedChart Of(IReadOnlyList<DateTimeOffset> intervals, IReadOnlyList<(int Interval, string Name, Money Amount)> parts)
    {
        var sums = parts.GroupBy(part => part.Name).Select(group => (Name: group.Key, Nanos: group.Sum(part => part.Amount.Nanos))).Where(sum => sum.Nanos > 0).OrderByDescending(sum => sum.Nanos).ToList();
        var names = sums.Take(sums.Count > MostSeries ? MostSeries - 1 : MostSeries).Select(sum => sum.Name).ToList();
        if (sums.Count > MostSeries) names.Add("Others");
        var index = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        var amounts = intervals.Select(_ => new long[names.Count]).ToList();
        foreach (var (interval, name, amount) in parts)
            if (amount.Nanos > 0) amounts[interval][index.TryGetValue(name, out var i) ? i : names.Count - 1] += amount.Nanos;
        return new StackedChart(names, [.. intervals.Select((start, i) => new StackedBar(start, [.. amounts[i].Select(nanos => new Money(nanos))]))]);
    }
}

public sealed record StackedBar(DateTimeOffset Start, IReadOnlyList<Money> Amounts)
{
    public Money Sum => new(Amounts.Sum(amount => amount.Nanos));
}
