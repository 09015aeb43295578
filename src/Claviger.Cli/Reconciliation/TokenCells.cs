using Claviger.Core.Contracts;
using Claviger.Core.Pricing;
using Claviger.Core.Reconciliation;

namespace Claviger.Cli.Reconciliation;

/// <summary>Counts of a usage report's row, each with the cell that its money is in.</summary>
internal static class TokenCells
{
    public static IEnumerable<(CostCell Cell, long Quantity)> Of(
        DateOnly day, string place, string? model, string tier, string variant, long input, CacheCreationTokens written, long read, long output, long searches)
    {
        return
        [
            (Tokens("uncached_input_tokens"), input),
            (Tokens("cache_creation.ephemeral_5m_input_tokens"), written.Ephemeral5mInputTokens),
            (Tokens("cache_creation.ephemeral_1h_input_tokens"), written.Ephemeral1hInputTokens),
            (Tokens("cache_read_input_tokens"), read),
            (Tokens("output_tokens"), output),
            (Searches(day, place), searches),
        ];

        CostCell Tokens(string type) => new(day, place, model, CostCell.Tokens, type, tier, variant);
    }

    /// <summary>One id for a model that one book calls by an alias; what the built-in price book doesn't know stays as it is.</summary>
    public static string? Model(string? name) => name is not null && PriceBook.BuiltIn.TryFind(name, out var model) ? model.Id : name;

    public static CostCell Searches(DateOnly day, string place) => new(day, place, null, CostCell.WebSearch, null, "standard", "");

    /// <summary>Geography and context window as one word; what is not told is left out.</summary>
    public static string Variant(string? geo, string? context) => string.Join(", ", new[] { geo is null or "not_available" ? null : geo, context is null or "0-200k" ? null : context }.OfType<string>());
}
