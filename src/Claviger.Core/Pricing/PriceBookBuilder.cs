using System.Collections.Immutable;
using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>Lays price files over each other and checks that the whole makes sense: unique names, complete models, dates that don't collide.</summary>
internal sealed class PriceBookBuilder(List<PriceFault> faults)
{
    /// <summary>Faults of <paramref name="over"/> alone: ids given twice, and free models that have prices.</summary>
    public PriceFile Lay(PriceFile? under, PriceFile over)
    {
        foreach (var twin in over.Models.GroupBy(m => m.Id).SelectMany(g => g.Skip(1))) Fault(twin.Path, $"model \"{twin.Id}\" given twice", "keep one entry and list all its prices there");
        foreach (var twin in over.Tools.GroupBy(t => t.Name).SelectMany(g => g.Skip(1))) Fault(twin.Path, $"tool \"{twin.Name}\" given twice", "keep one entry and list all its prices there");
        foreach (var model in over.Models) CheckRows(model);
        foreach (var tool in over.Tools)
        {
            if (tool.Free == true && tool.Prices.Count > 0) Fault(tool.Path, "free and priced at once", "take out \"free\" or \"prices\"");
            foreach (var (path, _) in tool.Prices.GroupBy(p => p.Price.EffectiveFrom).SelectMany(g => g.Skip(1))) Fault(path, "a second price from the same date", "keep one of the two");
        }

        if (under is null) return over;
        var models = under.Models.ToDictionary(m => m.Id);
        foreach (var model in over.Models) models[model.Id] = models.TryGetValue(model.Id, out var known) ? known.With(model) : model;
        var tools = under.Tools.ToDictionary(t => t.Name);
        foreach (var tool in over.Tools) tools[tool.Name] = tools.TryGetValue(tool.Name, out var known) ? known.With(tool) : tool;
        return new PriceFile(over.Batch, over.Us, [.. models.Values], [.. tools.Values]);
    }

    public (ImmutableArray<ModelEntry> Models, ImmutableArray<ServerTool> Tools) Build(PriceFile file)
    {
        if (file.Models.Count == 0) Fault("$.models", "no models", "list at least one");
        CheckNames(file.Models.Select(m => (m.Path, m.Id, Names: m.Aliases ?? [])), "aliases", "model id or alias");
        CheckNames(file.Tools.Select(t => (t.Path, "", Names: t.Types ?? [])), "types", "tool type");

        var models = ImmutableArray.CreateBuilder<ModelEntry>(file.Models.Count);
        foreach (var draft in file.Models.OrderBy(m => m.Id, StringComparer.Ordinal)) models.Add(Entry(draft, models.Count));
        return (models.ToImmutable(), [.. file.Tools.OrderBy(t => t.Name, StringComparer.Ordinal).Select(Tool)]);
    }

    private ModelEntry Entry(ModelDraft draft, int index)
    {
        var free = draft.Free == true;
        if (draft.ContextTokens is null) Missing($"{draft.Path}.context_tokens", "write the size of the context window in tokens");
        if (draft.MaxOutputTokens is null) Missing($"{draft.Path}.max_output_tokens", "write the largest output in tokens");
        if (draft.AcceptsInferenceGeo is null && !free) Missing($"{draft.Path}.accepts_inference_geo", "write true if requests may choose a geography, else false");
        if (draft.Prices.Count == 0 && !free) Missing($"{draft.Path}.prices", "list prices, or write \"free\": true");
        if (draft.FastRunsAsStandard == true && draft.Prices.Any(r => r.Speed == Speed.Fast)) Fault(draft.Path, "fast_runs_as_standard and a fast price at once", "keep one of the two");

        return new ModelEntry
        {
            Id = draft.Id,
            Index = index,
            Aliases = draft.Aliases ?? [],
            IsFree = free,
            ContextTokens = draft.ContextTokens ?? 0,
            MaxOutputTokens = draft.MaxOutputTokens ?? 0,
            BatchMaxOutputTokens = Math.Max(draft.BatchMaxOutputTokens ?? 0, draft.MaxOutputTokens ?? 0),
            MinCacheableTokens = draft.MinCacheableTokens,
            AcceptsInferenceGeo = draft.AcceptsInferenceGeo == true,
            FastRunsAsStandard = draft.FastRunsAsStandard == true,
            State = draft.State ?? ModelState.Active,
            Released = draft.Released,
            NotRetiredBefore = draft.NotRetiredBefore,
            Retires = draft.Retires,
            Source = draft.Source ?? "",
            Note = draft.Note,
            Sheets = free ? [] : Sheets(draft),
        };
    }

    private ImmutableArray<PriceSheet> Sheets(ModelDraft draft)
    {
        var sheets = ImmutableArray.CreateBuilder<PriceSheet>();
        foreach (var speed in draft.Prices.GroupBy(r => r.Speed).OrderBy(g => g.Key))
        {
            DateTimeOffset? next = null;
            foreach (var rows in speed.GroupBy(r => r.From).OrderByDescending(g => g.Key))
            {
                var tiers = rows.OrderBy(r => r.Row.AbovePromptTokens).ToArray();
                var (first, until) = (tiers[0], tiers[0].Until);
                if (first.Row.AbovePromptTokens != 0) Fault(first.Path, "a price for long prompts without one for the others", "add the row without above_prompt_tokens, same speed and date");
                foreach (var row in tiers.Where(r => r.Until != until)) Fault($"{row.Path}.effective_until", "not that of the other rows of its speed and date", "write the same end in all");
                if (until > next) Fault($"{first.Path}.effective_until", $"overlaps the price from {next:yyyy-MM-dd}", "end at that date or before, or leave it out");
                sheets.Add(new PriceSheet(speed.Key, first.From, until, [.. tiers.Select(r => r.Row)]));
                next = first.From;
            }
        }

        return sheets.ToImmutable();
    }

    private ServerTool Tool(ToolDraft draft)
    {
        var free = draft.Free == true;
        if (draft.Types is not { Length: > 0 }) Missing($"{draft.Path}.types", "list the tool's types without their dates");
        if (!free && draft.Prices.Count == 0) Missing($"{draft.Path}.prices", "list prices, or write \"free\": true");
        ImmutableArray<ServerToolPrice> prices = free ? [] : [.. draft.Prices.Select(p => p.Price).OrderByDescending(p => p.EffectiveFrom)];
        return new ServerTool(draft.Name, draft.Types ?? [], free, prices, draft.Source ?? "", draft.Note);
    }

    private void CheckRows(ModelDraft model)
    {
        if (model.Free == true && model.Prices.Count > 0) Fault(model.Path, "free and priced at once", "take out \"free\" or \"prices\"");
        for (var i = 0; i < model.Prices.Count; i++)
        {
            if (model.Prices.Take(i).Any(model.Prices[i].IsSameAs)) Fault(model.Prices[i].Path, "a second price of the same speed, date and tier", "keep one of the two");
        }
    }

    private void CheckNames(IEnumerable<(string Path, string Id, ImmutableArray<string> Names)> entries, string property, string what)
    {
        var all = entries.ToList();
        var taken = all.Where(e => e.Id.Length > 0).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, _, names) in all)
        {
            foreach (var name in names.Where(name => !taken.Add(name))) Fault($"{path}.{property}", $"\"{name}\" is already a {what}", "take it out of one of the two");
        }
    }

    /// <summary>Says nothing where something was written but was at fault itself.</summary>
    private void Missing(string path, string fix)
    {
        if (!faults.Any(f => f.Path.StartsWith(path, StringComparison.Ordinal))) Fault(path, "missing", fix);
    }

    private void Fault(string path, string what, string fix) => faults.Add(new PriceFault(path, what, fix));
}
