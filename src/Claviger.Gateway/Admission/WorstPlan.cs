using Claviger.Core;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Admission;

/// <summary>The most a request can cost, and what it is made of: so that it can be tightened, or held in parts. The default costs nothing.</summary>
public readonly record struct WorstPlan
{
    public TokenUsage Tokens { get; init; }
    public Money Cost { get; init; }

    /// <summary>Bound on the prompt of one run.</summary>
    public long PromptTokens { get; init; }

    /// <summary>Models that may each do the whole work.</summary>
    public int Runs { get; init; }

    public WorstRates Rates { get; init; }

    /// <summary>Upstream's token counting sees all the input there will be: no server tool adds to it.</summary>
    public bool IsCountable { get; init; }

    /// <summary>Its output can be followed as it streams and stopped: one model, nothing hidden, no tool of upstream's.</summary>
    public bool IsStoppable { get; init; }

    /// <summary>Of a sum of others (a batch).</summary>
    public static WorstPlan Of(Money cost) => new() { Cost = cost };

    /// <summary>With upstream's own count of the prompt.</summary>
    public WorstPlan WithPrompt(long counted)
    {
        var prompt = Math.Min(PromptTokens, counted);
        var tokens = Tokens with { InputTokens = prompt * Runs };
        return this with { PromptTokens = prompt, Tokens = tokens, Cost = Rates.Cost(tokens.InputTokens, tokens.OutputTokens, tokens.WebSearchRequests) };
    }

    /// <summary>Its cost with so much output and no more.</summary>
    public Money CostWithOutput(long outputTokens) => Rates.Cost(Tokens.InputTokens, Math.Min(outputTokens, Tokens.OutputTokens), Tokens.WebSearchRequests);
}
