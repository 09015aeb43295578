using System.Collections.Frozen;

namespace Claviger.Simulator.Catalogue;

/// <summary>
/// Models, life cycles and list prices of 2026-11-23. Written apart from the product's price list on purpose:
/// the bill is the witness against the gateway's books, and a witness must not copy.
/// </summary>
internal static class ModelCatalogue
{
    private static readonly TokenPrices Opus4 = new(5m, 25m, 6.25m, 10m, 0.50m);
    private static readonly TokenPrices Sonnet4 = new(3m, 15m, 3.75m, 6m, 0.30m);
    private static readonly TokenPrices Opus4Old = new(15m, 75m, 18.75m, 30m, 1.50m);
    private static readonly TokenPrices Frontier = new(10m, 50m, 12.50m, 20m, 1.00m);
    private static readonly TokenPrices FrontierCheapRead = new(10m, 50m, 12.50m, 20m, 0.25m);
    private static readonly TokenPrices Frontier52 = new(8m, 40m, 10m, 16m, 0.20m);
    private static readonly TokenPrices Frontier52Fast = new(16m, 80m, 20m, 32m, 0.40m);
    private static readonly TokenPrices FastOpus = new(10m, 50m, 12.50m, 20m, 1m);

    /// <summary>Newest first, as the list endpoint answers.</summary>
    public static IReadOnlyList<SimulatedModel> All { get; } = Number(
    [
        new("claude-fable-5-2", "Claude Fable 5.2", 5.2m, "2026-11-09", Frontier52) { Fast = FastMode.Priced, FastPrices = Frontier52Fast },
        new("claude-mythos-5-2", "Claude Mythos 5.2", 5.2m, "2026-11-09", Frontier52) { Fast = FastMode.Priced, FastPrices = Frontier52Fast },
        new("claude-haiku-5-5", "Claude Haiku 5.5", 5.5m, "2026-10-07", new(0.10m, 0.50m, 0.125m, 0.20m, 0.01m))
            { LongPrices = new(0.50m, 2.50m, 0.625m, 1.00m, 0.05m), Retires = "2027-10-07" },
        new("claude-sonnet-5-5", "Claude Sonnet 5.5", 5.5m, "2026-09-28", new(2m, 10m, 2.50m, 4m, 0.10m))
            { RefusesForcedTools = true, Retires = "2027-09-28" },
        new("claude-opus-5-5", "Claude Opus 5.5", 5.5m, "2026-09-22", new(4m, 20m, 5m, 8m, 0.20m))
            { RefusesForcedTools = true, Fast = FastMode.Priced, FastPrices = new(8m, 40m, 10m, 16m, 0.40m), Retires = "2027-09-22" },
        new("claude-fable-5-1", "Claude Fable 5.1", 5.1m, "2026-09-01", FrontierCheapRead) { RefusesForcedTools = true, Retires = "2027-09-01" },
        new("claude-mythos-5-1", "Claude Mythos 5.1", 5.1m, "2026-09-01", FrontierCheapRead) { Retires = "2027-09-01" },
        new("claude-opus-5", "Claude Opus 5", 5.0m, "2026-07-24", Opus4) { Fast = FastMode.Priced, FastPrices = FastOpus, Retires = "2027-07-24" },
        new("claude-sonnet-5", "Claude Sonnet 5", 5.0m, "2026-06-30", new(2m, 10m, 2.50m, 4m, 0.20m)) { Retires = "2027-06-30" },
        new("claude-fable-5", "Claude Fable 5", 5.0m, "2026-06-09", Frontier) { Retires = "2027-06-09" },
        new("claude-mythos-5", "Claude Mythos 5", 5.0m, "2026-06-09", Frontier) { Retires = "2027-06-09" },
        new("claude-opus-4-8", "Claude Opus 4.8", 4.8m, "2026-05-28", Opus4) { Fast = FastMode.Priced, FastPrices = FastOpus, Retires = "2027-05-28" },
        new("claude-opus-4-7", "Claude Opus 4.7", 4.7m, "2026-04-16", Opus4) { Retires = "2027-04-16" },
        new("claude-sonnet-4-6", "Claude Sonnet 4.6", 4.6m, "2026-02-17", Sonnet4) { Retires = "2027-02-17" },
        new("claude-opus-4-6", "Claude Opus 4.6", 4.6m, "2026-02-05", Opus4) { Fast = FastMode.Ignored, Retires = "2027-02-05" },
        new("claude-opus-4-5-20251101", "Claude Opus 4.5", 4.5m, "2025-11-01", Opus4)
            { Alias = "claude-opus-4-5", ContextTokens = 200_000, MaxOutputTokens = 64_000, Retires = "2026-11-24" },
        new("claude-haiku-4-5-20251001", "Claude Haiku 4.5", 4.5m, "2025-10-01", new(1m, 5m, 1.25m, 2m, 0.10m))
            { Alias = "claude-haiku-4-5", ContextTokens = 200_000, MaxOutputTokens = 64_000 },
        new("claude-sonnet-4-5-20250929", "Claude Sonnet 4.5", 4.5m, "2025-09-29", Sonnet4)
            { Alias = "claude-sonnet-4-5", ContextTokens = 200_000, MaxOutputTokens = 64_000, Lifecycle = "deprecated", Retires = "2026-11-30" },
        new("claude-opus-4-1-20250805", "Claude Opus 4.1", 4.1m, "2025-08-05", Opus4Old) { Alias = "claude-opus-4-1", Lifecycle = "retired" },
        new("claude-opus-4-20250514", "Claude Opus 4", 4.0m, "2025-05-14", Opus4Old) { Alias = "claude-opus-4-0", Lifecycle = "retired" },
        new("claude-sonnet-4-20250514", "Claude Sonnet 4", 4.0m, "2025-05-14", Sonnet4) { Alias = "claude-sonnet-4-0", Lifecycle = "retired" },
        new("claude-3-7-sonnet-20250219", "Claude Sonnet 3.7", 3.7m, "2025-02-19", Sonnet4) { Lifecycle = "retired" },
        new("claude-3-5-haiku-20241022", "Claude Haiku 3.5", 3.5m, "2024-10-22", new(0.80m, 4m, 1.00m, 1.60m, 0.08m)) { Lifecycle = "retired" },
    ]);

    private static readonly FrozenDictionary<string, SimulatedModel> ByName = All
        .SelectMany(m => m.Alias is null ? new[] { (m.Id, m) } : [(m.Id, m), (m.Alias, m)])
        .ToFrozenDictionary(p => p.Item1, p => p.m, StringComparer.Ordinal);

    /// <summary>By id or alias.</summary>
    public static SimulatedModel? Find(string name) => ByName.GetValueOrDefault(name);

    private static SimulatedModel[] Number(SimulatedModel[] models) =>
        [.. models.Select((model, index) => model with { Index = index })];
}
