using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>Why money could not be held.</summary>
public enum SpendRefusalKind
{
    /// <summary>What is spent leaves no room for this request, whatever becomes of the running ones.</summary>
    Reached,

    /// <summary>The request could cost more than the whole cap: it never fits as it is.</summary>
    NeverFits,

    /// <summary>It would fit once running requests have settled; they didn't in time.</summary>
    Busy,

    /// <summary>The books can't be reached, so nothing can be held.</summary>
    BooksAway,
}

/// <param name="Limit">The limit that blocks; null when the books are away.</param>
/// <param name="Need">What the request could cost at most.</param>
/// <param name="Cap">The cap in force, grants included.</param>
/// <param name="ResetsAtMs">When the period ends (Unix milliseconds); <see cref="long.MaxValue"/> for a lifetime.</param>
public sealed record SpendRefusal(SpendRefusalKind Kind, SpendLimit? Limit, Money Need, Money Cap, Money Used, Money Held, long ResetsAtMs)
{
    public static SpendRefusal Away { get; } = new(SpendRefusalKind.BooksAway, null, default, default, default, default, 0);
}
