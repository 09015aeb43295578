using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Simulator.Catalogue;

namespace Claviger.Simulator.Billing;

/// <summary>What one request is charged for: the message's own work, and further models' iterations if there were any.</summary>
internal readonly record struct Charge(SimulatedModel Model, TokenUsage Usage, (SimulatedModel Model, TokenUsage Usage)[]? Iterations)
{
    /// <summary>A refusal before any output of a category that upstream does not bill.</summary>
    public bool Free { get; init; }

    /// <summary>One rounding, upward, over everything.</summary>
    public Money Amount()
    {
        if (Free) return Money.Zero;
        var nanos = BillPrices.Nanos(Model, Usage);
        foreach (var (model, usage) in Iterations ?? []) nanos += BillPrices.Nanos(model, usage);
        return new Money((long)decimal.Ceiling(nanos));
    }
}
