using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>What a running request holds of every limit that covers it. Ends once: posted or released.</summary>
public readonly struct Hold
{
    internal Hold(LeaseSet set, HoldAmount amount) => (Set, Amount) = (set, amount);

    internal LeaseSet? Set { get; }

    public HoldAmount Amount { get; }

    /// <summary>Whether some limit holds this stream a slice at a time, so that it must ask before it goes on.</summary>
    public bool IsSliced => Set is { HasSlices: true } && Amount.Part < Amount.Full;

    /// <summary>The limits it is held against, for the journal.</summary>
    public HeldLimits Limits => Set?.Held ?? HeldLimits.None;

    /// <summary>The limit that is nearest to its cap, for the caller to see; null without one that begins anew.</summary>
    public (int Hundredths, string ResetSeconds)? Nearest() => Set?.Nearest();

    /// <summary>The hold becomes its true cost. Exactly once, and never with <see cref="Release"/>.</summary>
    public void Post(Money cost) => Set?.Post(Amount, cost);

    /// <summary>Nothing was sent: it is as if there had been no hold.</summary>
    public void Release() => Set?.Post(Amount, Money.Zero);

    /// <summary>More output for a stream that holds a slice at a time. False: there is no room from memory, and nothing has changed.</summary>
    internal bool TryExtend(Money more, out Hold extended)
    {
        var could = Set!.TryExtend(more, out _);
        extended = could ? new Hold(Set, Amount with { Part = Amount.Part + more }) : this;
        return could;
    }
}
