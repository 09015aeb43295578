using Claviger.Core.Usage;
using Claviger.Storage.Usage;

namespace Claviger.Control.Usage;

/// <summary>The lines of one day and their nano-dollars. Whatever is put in comes out: the lines add up to the books' cost.</summary>
internal sealed class CostLines(IReadOnlyDictionary<int, string> models)
{
    private readonly Dictionary<CostLine, long> _lines = [];

    /// <summary>Dearest first, then by description.</summary>
    public IEnumerable<(CostLine Line, long Nanos)> Sorted =>
        _lines.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Description, StringComparer.Ordinal).ThenBy(pair => pair.Key.Workspace);

    public void AddWhole(CostReportRow row) => Add(new CostLine(row.Workspace), row.CostNanos, evenZero: true);

    public void AddByDescription(CostReportRow row)
    {
        var model = models.GetValueOrDefault(row.Model ?? 0); // none for a call that names no model
        var (variant, parts) = (UsageVariant.Unpack(row.Variant ?? 0), row.Parts);
        Add(Tokens("uncached_input_tokens", "Input Tokens"), parts.Input);
        Add(Tokens("cache_creation.ephemeral_5m_input_tokens", "Input Tokens, Cache Write 5m"), parts.CacheWrite5m);
        Add(Tokens("cache_creation.ephemeral_1h_input_tokens", "Input Tokens, Cache Write 1h"), parts.CacheWrite1h);
        Add(Tokens("cache_read_input_tokens", "Input Tokens, Cache Read"), parts.CacheRead);
        Add(Tokens("output_tokens", "Output Tokens"), parts.Output);
        Add(CostLine.OfSearches(row.Workspace), parts.WebSearch);
        Add(CostLine.OfRest(row.Workspace, model), row.CostNanos - parts.Sum);

        CostLine Tokens(string type, string words) => CostLine.OfTokens(row.Workspace, model, variant, type, words);
    }

    private void Add(CostLine line, long nanos, bool evenZero = false)
    {
        if (nanos != 0 || evenZero) _lines[line] = checked(_lines.GetValueOrDefault(line) + nanos);
    }
}
