namespace Claviger.Simulator.Catalogue;

/// <summary>US dollars per million tokens, by class.</summary>
internal sealed record TokenPrices(decimal Input, decimal Output, decimal Write5m, decimal Write1h, decimal Read);

/// <summary>What a model does with <c>speed: "fast"</c>.</summary>
internal enum FastMode
{
    Refused,
    Ignored,
    Priced,
}

/// <summary>One model as upstream lists and bills it.</summary>
internal sealed record SimulatedModel(string Id, string DisplayName, decimal Generation, string Released, TokenPrices Prices)
{
    /// <summary>The name without a date, for models that have a dated id.</summary>
    public string? Alias { get; init; }

    public TokenPrices? FastPrices { get; init; }

    /// <summary>Instead of <see cref="Prices"/> when the prompt is larger than <see cref="LongPrompt"/>.</summary>
    public TokenPrices? LongPrices { get; init; }

    public FastMode Fast { get; init; }
    public string Lifecycle { get; init; } = "active";
    public string? Retires { get; init; }
    public long ContextTokens { get; init; } = 1_000_000;
    public long MaxOutputTokens { get; init; } = 128_000;

    /// <summary>Newest generation: <c>tool_choice</c> any or tool is a 400.</summary>
    public bool RefusesForcedTools { get; init; }

    /// <summary>Position in the catalogue; the bill's counters use it.</summary>
    public int Index { get; init; }

    /// <summary>Prompts above this many tokens take the long price for every token of the request, output included.</summary>
    public const long LongPrompt = 100_000;

    public bool HasGeo => Generation >= 4.6m;
    public bool IsRetired => Lifecycle == "retired";

    /// <summary>From 4.7 on a newer tokenizer makes about 30 % more tokens of the same text.</summary>
    public bool NewTokenizer => Generation >= 4.7m;
}
