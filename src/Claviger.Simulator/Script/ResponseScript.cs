using System.Collections.Immutable;

namespace Claviger.Simulator.Script;

/// <summary>
/// What one answer shall be like: counts, shape, delays, faults. Written in code, or as words (<c>in=1200; out=450; status=529</c>)
/// in the header <c>x-sim</c> or in <c>metadata.user_id</c> after <c>sim:</c>. The folder's README lists the words.
/// </summary>
public sealed record ResponseScript
{
    /// <summary>An honest answer with estimated counts.</summary>
    public static ResponseScript Plain { get; } = new();

    public long? InputTokens { get; init; }
    public long? OutputTokens { get; init; }
    public long CacheReadTokens { get; init; }
    public long CacheWrite5mTokens { get; init; }
    public long CacheWrite1hTokens { get; init; }

    /// <summary>Input that a server tool adds in mid-turn: only the final usage counts it.</summary>
    public long LateInputTokens { get; init; }

    /// <summary>5-minute cache writes that only the final usage counts, without a split.</summary>
    public long LateCacheWrite5mTokens { get; init; }

    public int WebSearches { get; init; }
    public int WebFetches { get; init; }

    /// <summary>Part of the output tokens; null follows the request's <c>thinking</c> field.</summary>
    public int? ThinkingTokens { get; init; }

    /// <summary>Number of tool_use blocks; null follows the request's <c>tool_choice</c>.</summary>
    public int? ToolUses { get; init; }

    public string? ServiceTier { get; init; }
    public string? InferenceGeo { get; init; }
    public string? Speed { get; init; }
    public string? StopReason { get; init; }

    /// <summary>Makes the answer a refusal of this category.</summary>
    public string? RefusalCategory { get; init; }

    /// <summary>Further models' work, reported in <c>usage.iterations</c> and billed at their own prices.</summary>
    public ImmutableArray<ExtraIteration> Iterations { get; init; } = [];

    public int Pings { get; init; } = 1;

    /// <summary>Tokens one delta carries; the last may carry fewer.</summary>
    public int? DeltaTokens { get; init; }

    /// <summary>Exact number of text deltas, instead of <see cref="DeltaTokens"/>.</summary>
    public int? Deltas { get; init; }

    /// <summary>Characters of text, instead of four a token.</summary>
    public int? TextSize { get; init; }

    public bool Unicode { get; init; }
    public int UnknownEvents { get; init; }
    public int MalformedEvents { get; init; }

    /// <summary>How many message_delta events the stream ends with; their counts are cumulative.</summary>
    public int MessageDeltas { get; init; } = 1;

    /// <summary>message_delta carries output tokens and nothing else.</summary>
    public bool LeanDelta { get; init; }

    /// <summary>Bytes a write, with a flush after each.</summary>
    public int? ChunkBytes { get; init; }

    /// <summary>Writes of odd sizes that fall inside lines and code points; implies non-ASCII text.</summary>
    public bool Split { get; init; }

    /// <summary>The whole stream in one write.</summary>
    public bool Burst { get; init; }

    /// <summary>Compresses JSON answers for callers that accept it.</summary>
    public bool Gzip { get; init; }

    /// <summary>The text of every text delta is the moment it was sent.</summary>
    public bool Stamp { get; init; }

    public int DelayMs { get; init; }
    public int EventDelayMs { get; init; }

    public int? Status { get; init; }
    public string? ErrorType { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }
    public string? RetryAfter { get; init; }
    public string? ShouldRetry { get; init; }

    /// <summary>After so many events an <c>error</c> event ends the stream.</summary>
    public int? ErrorAfter { get; init; }

    /// <summary>After so many events (JSON: bytes) the connection closes in mid-answer.</summary>
    public int? CutAfter { get; init; }

    /// <summary>After so many events the stream ends as if complete, without a message_stop.</summary>
    public int? EndAfter { get; init; }

    /// <summary>After so many events (JSON: bytes) nothing more comes until the caller leaves.</summary>
    public int? HangAfter { get; init; }

    /// <summary>No answer at all until the caller leaves.</summary>
    public bool HangBefore { get; init; }

    /// <summary>How many times a batch is polled as in progress before it shows as ended.</summary>
    public int? BatchPolls { get; init; }

    /// <summary>Result type of a batch line: succeeded, errored, canceled, expired.</summary>
    public string? BatchResult { get; init; }

    /// <summary>Code runs in the answer, each in the answer's container and each leaving one file that may be fetched.</summary>
    public int MadeFiles { get; init; }

    /// <summary>An uploaded file counts as made by a tool, so its content may be fetched.</summary>
    public bool ToolMade { get; init; }

    /// <summary>Reads words; throws <see cref="FormatException"/> naming the word it does not know.</summary>
    public static ResponseScript Read(string words) =>
        ScriptReader.TryRead(words, Plain, out var script, out var problem) ? script : throw new FormatException(problem);

    internal bool HasFrameFaults => ErrorAfter is not null || CutAfter is not null || EndAfter is not null || HangAfter is not null;
}

/// <summary>One entry of <c>usage.iterations</c> besides the message's own.</summary>
/// <param name="Type">fallback_message, advisor_message or compaction.</param>
public sealed record ExtraIteration(string Type, string Model, long InputTokens, long OutputTokens);
