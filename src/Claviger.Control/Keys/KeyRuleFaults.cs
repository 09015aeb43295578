using System.Net;
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
            if (!IsBlock(network))
                return Problem.Invalid("networks", $"'{Clip(network)}' is not a CIDR block with clear host bits, such as 10.20.0.0/16");
        return rules.MaxTokensCeiling is < 1 or > MaxCeiling ? Problem.Invalid("max_tokens_ceiling", $"must be from 1 to {MaxCeiling}; leave it out for none (0, in an update, removes it)") : null;
    }

    // The runtime clears host bits without a word: 10.1.2.3/8 would admit all of 10.0.0.0/8. A mapped block would match nobody.
    private static bool IsBlock(string text) =>
        IPNetwork.TryParse(text, out var block) && !block.BaseAddress.IsIPv4MappedToIPv6
        && IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)), out var address) && address.Equals(block.BaseAddress);

    private static string Priced(PriceBook prices) => $"priced are {string.Join(", ", prices.Models.Select(model => model.Id))}";

    private static string Clip(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
