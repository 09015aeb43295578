using Claviger.Cli.Output;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;

namespace Claviger.Cli.Rates;

/// <summary>The limits of a tier, a row a class.</summary>
internal static class TierTable
{
    public static ListTable Of(TierView tier, bool grouped)
    {
        var table = new ListTable(
            new Column("CLASS"), new Column("REQUESTS", Right: true), new Column("INPUT", Right: true), new Column("OUTPUT", Right: true), new Column("AT ONCE", Right: true), new Column("REMARK", MayShrink: true));
        foreach (var (name, limits) in tier.Classes)
        {
            var reads = limits.GetValueOrDefault(LimiterNames.Of(LimiterType.InputTokensPerMinute));
            table.Add(
                name, Text(LimiterType.RequestsPerMinute),
                reads is null ? Text(LimiterType.InputTokensPerMinuteCacheAware) : CountText.Of(reads.Value, grouped), Text(LimiterType.OutputTokensPerMinute), Text(LimiterType.Concurrency),
                Cell.Faint(Remark(limits, reads)));

            string Text(LimiterType type) => limits.GetValueOrDefault(LimiterNames.Of(type)) is { } value ? CountText.Of(value, grouped) : "-";
        }

        return table;
    }

    private static string Remark(IReadOnlyDictionary<string, long?> limits, long? reads)
    {
        List<string> parts = [];
        if (reads is not null) parts.Add("cache reads count");
        if (reads is not null && limits.GetValueOrDefault(LimiterNames.Of(LimiterType.InputTokensPerMinuteCacheAware)) is { } uncached) parts.Add($"{uncached:N0} without them");
        if (limits.GetValueOrDefault(LimiterNames.Of(LimiterType.EnqueuedBatchRequests)) is { } waiting) parts.Add($"{waiting:N0} waiting");
        if (limits.GetValueOrDefault(LimiterNames.Of(LimiterType.RequestsPerBatch)) is { } each) parts.Add($"{each:N0} a batch");
        return string.Join(", ", parts);
    }
}
