namespace Claviger.Gateway.Admission;

/// <summary>Which rules a body is held to, and the bounds that keep hostile bodies cheap.</summary>
public sealed record InspectionLimits
{
    public static InspectionLimits Messages { get; } = new();

    /// <summary><c>/v1/messages/count_tokens</c>: makes no output, so <c>max_tokens</c> may be absent.</summary>
    public static InspectionLimits CountTokens { get; } = new() { MaxTokensRequired = false };

    /// <summary>The <c>params</c> of one line of a batch (API reference of 2026-11): no streaming, no speed, no cache pre-warming.</summary>
    public static InspectionLimits BatchLine { get; } = new() { InBatch = true };

    public bool MaxTokensRequired { get; init; } = true;

    public bool InBatch { get; init; }

    /// <summary>Containers within containers; the body itself is the first.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Bytes of a model, file, skill or container id, of a tool's type or name, or of a top-level property name, unescaped.</summary>
    public int MaxNameBytes { get; init; } = 256;

    /// <summary>Top-level names are compared each with each; the bound keeps that under a millisecond for the worst body.</summary>
    public int MaxTopLevelProperties { get; init; } = 512;

    /// <summary>Upstream makes far less; the bound keeps later sums of money far from overflow.</summary>
    public long MaxInteger { get; init; } = int.MaxValue;
}
