using System.Collections.Immutable;
using Claviger.Core.Usage;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Catalogue;
using Claviger.Simulator.Script;

namespace Claviger.Simulator.Messages;

internal enum BlockKind
{
    Thinking,
    Search,
    SearchResult,
    CodeRun,
    CodeResult,
    Fallback,
    Text,
    ToolUse,
}

/// <summary>One content block: its whole text (or tool input as JSON, or the id of the file that a code run left) and the output tokens it stands for.</summary>
internal sealed record PlannedBlock(BlockKind Kind, string Text, long Tokens, string Id, string? Name = null);

/// <summary>What an answer will say and cost, before any byte of it is written.</summary>
internal sealed record AnswerPlan
{
    public required string MessageId { get; init; }
    public required SimulatedModel Model { get; init; }
    public required ResponseScript Script { get; init; }
    public required ImmutableArray<PlannedBlock> Blocks { get; init; }
    public required string StopReason { get; init; }

    /// <summary>Counts at message_start: all input, no output, nothing that comes late.</summary>
    public required TokenUsage Start { get; init; }

    /// <summary>Counts of the finished message.</summary>
    public required TokenUsage Final { get; init; }

    public required (SimulatedModel Model, TokenUsage Usage)[]? Iterations { get; init; }
    public required string Geo { get; init; }
    public required string Tier { get; init; }

    /// <summary>Null leaves the field out, as upstream does when nobody asked for a speed.</summary>
    public required string? Speed { get; init; }

    public long ThinkingTokens { get; init; }

    /// <summary>The code container that the answer ran in; null when no code ran.</summary>
    public string? ContainerId { get; init; }

    public IEnumerable<string> MadeFiles => Blocks.Where(block => block.Kind == BlockKind.CodeResult).Select(block => block.Text);

    public bool IsFreeRefusal =>
        Script.RefusalCategory is { } category && Final.OutputTokens == 0 && category is not ("bio" or "frontier_llm" or "reasoning_extraction");

    /// <summary>Late counts and other models' iterations are charged only to a message that came to its end.</summary>
    public Charge FullCharge => new(Model, Final, Iterations) { Free = IsFreeRefusal };

    public Charge PartialCharge(long outputTokens, int searches) =>
        new(Model, Start with { OutputTokens = outputTokens, WebSearchRequests = searches }, null);
}
