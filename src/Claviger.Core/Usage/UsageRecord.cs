namespace Claviger.Core.Usage;

/// <summary>
/// One governed request, as the books keep it: who, which model, tokens by class, cost. Never a word of the prompt.
/// All parties are small numbers, so that a row stays under 200 bytes.
/// </summary>
public readonly record struct UsageRecord
{
    /// <summary>Unique for ever; posting the same id twice changes nothing.</summary>
    public required UInt128 RequestId { get; init; }

    /// <summary>When the request was admitted, Unix milliseconds: it counts in the period it was admitted in.</summary>
    public required long AtMs { get; init; }

    public required int Organization { get; init; }
    public required int Workspace { get; init; }
    public required int Key { get; init; }

    /// <summary>Who owned the key when the request was admitted (<see cref="Principals.Principal.Number"/>): a hand-over moves no spend (I7). 0: nobody known.</summary>
    public int Owner { get; init; }

    /// <summary>Number of the model in the store; 0 for a call that names none.</summary>
    public required int Model { get; init; }

    /// <summary>Of a request by Claude Code, what stands for its session; see <see cref="ClaudeCodeSession"/>.</summary>
    public long Session { get; init; }

    public required UsageOutcome Outcome { get; init; }

    /// <summary>HTTP status of the answer that the client got (or would have got).</summary>
    public required int Status { get; init; }

    public required TokenUsage Tokens { get; init; }

    public required Money Cost { get; init; }
}
