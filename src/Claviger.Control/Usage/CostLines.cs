using Claviger.Core.Usage;
using Claviger.Storage.Usage;

namespace Claviger.Control.Usage;

/// <summary>The lines of one day, their nano-dollars and counts. Whatever is put in comes out: the lines add up to the books' cost.</summary>
/// <param name="quantities">Lines that cost nothing are kept for what they count.</param>
internal sealed class CostLines(IReadOnlyDictionary<int, string> models, bool quantities)
{
    private readonly Dictionary<CostLine, (long Nanos, long Count)> _lines = [];

    /// <summary>Dearest first, then by description.</summary>
    public IEnumerable<(CostLine Line, long Nanos, long Count)> Sorted =>
        _lines.Select(pair => (pair.Key, pair.Value.Nanos, pair.Value.Count)).OrderByDescending(pair => pair.Nanos).ThenBy(pair => pair.Key.Description, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Workspace).ThenBy(pair => pair.Key.Key).ThenBy(pair => pair.Key.Owner);

    public void AddWhole(CostReportRow row) => Add(new CostLine(row.Workspace), row, row.CostNanos, 0, evenZero: true);

    public void AddByDescription(CostReportRow row)
    {
        var model = models.GetValueOrDefault(row.Model ?? 0); // none for a call that names no model
        var (variant, parts) = (UsageVariant.Unpack(row.Variant ?? 0), row.Parts);
        Tokens("uncached_input_tokens", "Input Tokens", parts.Input, row.InputCount);
        Tokens("cache_creation.ephemeral_5m_input_tokens", "Input Tokens, Cache Write 5m", parts.CacheWrite5m, row.CacheWrite5mCount);
        Tokens("cache_creation.ephemeral_1h_input_tokens", "Input Tokens, Cache Write 1h", parts.CacheWrite1h, row.CacheWrite1hCount);
        Tokens("cache_read_input_tokens", "Input Tokens, Cache Read", parts.CacheRead, row.CacheReadCount);
        Tokens("output_tokens", "Output Tokens", parts.Output, row.OutputCount);
        Add(CostLine.OfSearches(row.Workspace), row, parts.WebSearch, row.WebSearchCount);
        Add(CostLine.OfRest(row.Workspace, model), row, row.CostNanos - parts.Sum, 0);

        void Tokens(string type, string words, long nanos, long count) => Add(CostLine.OfTokens(row.Workspace, model, variant, type, words), row, nanos, count);
    }

    private void Add(CostLine line, CostReportRow row, long nanos, long count, bool evenZero = false)
    {
        if (nanos == 0 && !(quantities && count != 0) && !evenZero) return;
        line = line with { Key = row.Key, Owner = row.Owner };
        var so = _lines.GetValueOrDefault(line);
        _lines[line] = checked((so.Nanos + nanos, so.Count + count));
    }
}
