using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Pricing;

namespace Claviger.Control.Keys;

/// <summary>Checks the rules of a key before they are stored, so that no snapshot can meet one that it can't compile.</summary>
internal static class KeyRuleFaults
{
    private const int MaxEntries = 100;
    private const long MaxCeiling = 10_000_000;

    public static Problem? In(KeyRules rules, PriceBook prices)
    {
        if (rules.Models.Count > MaxEntries) return Problem.Invalid("models", $"at most {MaxEntries} entries");
        if (rules.Networks.Count > MaxEntries) return Problem.Invalid("networks", $"at most {MaxEntries} entries");
        foreach (var model in rules.Models)
        {
            if (model.EndsWith('*'))
            {
                if (!prices.Models.Any(known => known.Id.StartsWith(model[..^1], StringComparison.Ordinal)))
                    return Problem.Invalid("models", $"'{Clip(model)}' matches no priced model; {Priced(prices)}");
            }
            else if (!prices.TryFind(model, out var known)) return Problem.Invalid("models", $"'{Clip(model)}' is not a priced model; {Priced(prices)}");
            else if (known.Id != model) return Problem.Invalid("models", $"'{Clip(model)}' is an alias: write {known.Id}");
        }

        foreach (var network in rules.Networks)
            if (!NetworkBlock.IsBlock(network)) return Problem.Invalid("networks", $"'{Clip(network)}' is not {NetworkBlock.Takes}");
        return rules.MaxTokensCeiling is < 1 or > MaxCeiling ? Problem.Invalid("max_tokens_ceiling", $"must be from 1 to {MaxCeiling}; leave it out for none (0, in an update, removes it)") : null;
    }

    private static string Priced(PriceBook prices) => $"priced are {string.Join(", ", prices.Models.Select(model => model.Id))}";

    private static string Clip(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
