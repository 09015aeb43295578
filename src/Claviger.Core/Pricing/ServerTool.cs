using System.Collections.Immutable;

namespace Claviger.Core.Pricing;

/// <summary>A typed tool and what its use costs beside tokens.</summary>
/// <param name="Types">Values of a tool's <c>type</c> without their dated suffix.</param>
/// <param name="IsFree">Nothing beside tokens, or nothing that any response shows: see the note.</param>
/// <param name="Prices">Newest first; empty for a free tool.</param>
public sealed record ServerTool(
    string Name, ImmutableArray<string> Types, bool IsFree, ImmutableArray<ServerToolPrice> Prices, string Source, string? Note)
{
    /// <summary>Nano-dollars per thousand uses; null when there is no price at this instant.</summary>
    public long? NanosPerThousandAt(DateTimeOffset at)
    {
        if (IsFree) return 0;
        foreach (var price in Prices)
        {
            if (price.EffectiveFrom <= at) return price.NanosPerThousand;
        }

        return null;
    }
}

/// <param name="NanosPerThousand">Nano-dollars per thousand uses.</param>
public sealed record ServerToolPrice(DateTimeOffset EffectiveFrom, long NanosPerThousand, string Source);
