using System.Collections.Immutable;
using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>What one price file says, or what several say once laid over each other. Null = not said.</summary>
internal sealed record PriceFile(Ratio? Batch, Ratio? Us, List<ModelDraft> Models, List<ToolDraft> Tools);

internal sealed record ModelDraft(string Path, string Id)
{
    public ImmutableArray<string>? Aliases { get; init; }
    public bool? Free { get; init; }
    public long? ContextTokens { get; init; }
    public long? MaxOutputTokens { get; init; }
    public long? BatchMaxOutputTokens { get; init; }
    public long? MinCacheableTokens { get; init; }
    public bool? AcceptsInferenceGeo { get; init; }
    public bool? FastRunsAsStandard { get; init; }
    public ModelState? State { get; init; }
    public DateOnly? Released { get; init; }
    public DateOnly? NotRetiredBefore { get; init; }
    public DateOnly? Retires { get; init; }
    public string? Source { get; init; }
    public string? Note { get; init; }
    public List<RowDraft> Prices { get; init; } = [];

    /// <summary>What the operator's entry says wins; its rows replace those of the same speed, date and tier.</summary>
    public ModelDraft With(ModelDraft over) => new(over.Path, Id)
    {
        Aliases = over.Aliases ?? Aliases,
        Free = over.Free ?? Free,
        ContextTokens = over.ContextTokens ?? ContextTokens,
        MaxOutputTokens = over.MaxOutputTokens ?? MaxOutputTokens,
        BatchMaxOutputTokens = over.BatchMaxOutputTokens ?? BatchMaxOutputTokens,
        MinCacheableTokens = over.MinCacheableTokens ?? MinCacheableTokens,
        AcceptsInferenceGeo = over.AcceptsInferenceGeo ?? AcceptsInferenceGeo,
        FastRunsAsStandard = over.FastRunsAsStandard ?? FastRunsAsStandard,
        State = over.State ?? State,
        Released = over.Released ?? Released,
        NotRetiredBefore = over.NotRetiredBefore ?? NotRetiredBefore,
        Retires = over.Retires ?? Retires,
        Source = over.Source ?? Source,
        Note = over.Note ?? Note,
        Prices = [.. Prices.Where(row => !over.Prices.Any(row.IsSameAs)), .. over.Prices],
    };
}

internal sealed record RowDraft(string Path, Speed Speed, DateTimeOffset From, DateTimeOffset? Until, PriceRow Row)
{
    public bool IsSameAs(RowDraft other) =>
        Speed == other.Speed && From == other.From && Row.AbovePromptTokens == other.Row.AbovePromptTokens;
}

internal sealed record ToolDraft(string Path, string Name)
{
    public ImmutableArray<string>? Types { get; init; }
    public bool? Free { get; init; }
    public string? Source { get; init; }
    public string? Note { get; init; }
    public List<(string Path, ServerToolPrice Price)> Prices { get; init; } = [];

    public ToolDraft With(ToolDraft over) => new(over.Path, Name)
    {
        Types = over.Types ?? Types,
        Free = over.Free ?? (over.Prices.Count > 0 ? false : Free),
        Source = over.Source ?? Source,
        Note = over.Note ?? Note,
        Prices = [.. Prices.Where(p => !over.Prices.Any(o => o.Price.EffectiveFrom == p.Price.EffectiveFrom)), .. over.Prices],
    };
}
