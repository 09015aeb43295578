using System.Collections.Frozen;
using System.Globalization;
using Claviger.Simulator.Catalogue;

namespace Claviger.Simulator.Script;

/// <summary>Reads script words over a base. A word it does not know is refused, so that a misspelt test cannot pass.</summary>
internal static class ScriptReader
{
    private delegate ResponseScript Apply(ResponseScript script, string value);

    // A count this large times the dearest price still fits 63 bits of nano-dollars.
    private const long MaxTokens = 1_000_000_000;
    private const int MaxSize = 64 * 1024 * 1024;
    private const int MaxItems = 100_000;
    private const int MaxMilliseconds = 86_400_000;

    public static IEnumerable<string> Words => Table.Keys;

    public static bool TryRead(string text, ResponseScript from, out ResponseScript script, out string? problem)
    {
        (script, problem) = (from, null);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var word = equals < 0 ? part : part[..equals].TrimEnd();
            var value = equals < 0 ? "1" : part[(equals + 1)..].TrimStart();
            if (!Table.TryGetValue(word, out var apply))
            {
                problem = $"x-sim: unknown word '{word}'";
                return false;
            }

            try
            {
                script = apply(script, value);
            }
            catch (FormatException e)
            {
                problem = $"x-sim: {word}: {e.Message}";
                return false;
            }
        }

        return true;
    }

    private static readonly FrozenDictionary<string, Apply> Table = new Dictionary<string, Apply>
    {
        ["in"] = (s, v) => s with { InputTokens = Tokens(v) },
        ["out"] = (s, v) => s with { OutputTokens = Tokens(v) },
        ["read"] = (s, v) => s with { CacheReadTokens = Tokens(v) },
        ["w5"] = (s, v) => s with { CacheWrite5mTokens = Tokens(v) },
        ["w1"] = (s, v) => s with { CacheWrite1hTokens = Tokens(v) },
        ["late-in"] = (s, v) => s with { LateInputTokens = Tokens(v) },
        ["late-w5"] = (s, v) => s with { LateCacheWrite5mTokens = Tokens(v) },
        ["search"] = (s, v) => s with { WebSearches = Number(v, 0, 1_000) },
        ["fetch"] = (s, v) => s with { WebFetches = Number(v, 0, 1_000) },
        ["think"] = (s, v) => s with { ThinkingTokens = Number(v, 0, MaxItems) },
        ["tool"] = (s, v) => s with { ToolUses = Number(v, 0, 100) },
        ["tier"] = (s, v) => s with { ServiceTier = OneOf(v, "standard", "priority", "batch") },
        ["geo"] = (s, v) => s with { InferenceGeo = OneOf(v, "global", "us", "not_available") },
        ["speed"] = (s, v) => s with { Speed = OneOf(v, "standard", "fast") },
        ["stop"] = (s, v) => s with { StopReason = v },
        ["refusal"] = (s, v) => s with { RefusalCategory = v, StopReason = "refusal", OutputTokens = s.OutputTokens ?? 0 },
        ["fallback"] = (s, v) => s with { Iterations = s.Iterations.Add(Iteration("fallback_message", v)) },
        ["advisor"] = (s, v) => s with { Iterations = s.Iterations.Add(Iteration("advisor_message", v)) },
        ["compaction"] = (s, v) => s with { Iterations = s.Iterations.Add(Iteration("compaction", v)) },
        ["ping"] = (s, v) => s with { Pings = Number(v, 0, MaxItems) },
        ["delta"] = (s, v) => s with { DeltaTokens = Number(v, 1, MaxItems) },
        ["deltas"] = (s, v) => s with { Deltas = Number(v, 1, MaxItems) },
        ["size"] = (s, v) => s with { TextSize = Number(v, 0, MaxSize) },
        ["unicode"] = (s, v) => s with { Unicode = Flag(v) },
        ["unknown-event"] = (s, v) => s with { UnknownEvents = Number(v, 0, 1_000) },
        ["malformed-event"] = (s, v) => s with { MalformedEvents = Number(v, 0, 1_000) },
        ["message-deltas"] = (s, v) => s with { MessageDeltas = Number(v, 1, 100) },
        ["lean-delta"] = (s, v) => s with { LeanDelta = Flag(v) },
        ["chunk"] = (s, v) => s with { ChunkBytes = Number(v, 1, MaxSize) },
        ["split"] = (s, v) => s with { Split = Flag(v) },
        ["burst"] = (s, v) => s with { Burst = Flag(v) },
        ["gzip"] = (s, v) => s with { Gzip = Flag(v) },
        ["stamp"] = (s, v) => s with { Stamp = Flag(v) },
        ["delay-ms"] = (s, v) => s with { DelayMs = Number(v, 0, MaxMilliseconds) },
        ["event-delay-ms"] = (s, v) => s with { EventDelayMs = Number(v, 0, MaxMilliseconds) },
        ["status"] = (s, v) => s with { Status = Number(v, 400, 599) },
        ["error-type"] = (s, v) => s with { ErrorType = v },
        ["code"] = (s, v) => s with { ErrorCode = v },
        ["message"] = (s, v) => s with { ErrorMessage = v },
        ["retry-after"] = (s, v) => s with { RetryAfter = Header(v) },
        ["should-retry"] = (s, v) => s with { ShouldRetry = OneOf(v, "true", "false") },
        ["error-after"] = (s, v) => s with { ErrorAfter = Number(v, 0, MaxSize) },
        ["cut-after"] = (s, v) => s with { CutAfter = Number(v, 0, MaxSize) },
        ["end-after"] = (s, v) => s with { EndAfter = Number(v, 0, MaxSize) },
        ["hang-after"] = (s, v) => s with { HangAfter = Number(v, 0, MaxSize) },
        ["hang-before"] = (s, v) => s with { HangBefore = Flag(v) },
        ["batch-polls"] = (s, v) => s with { BatchPolls = Number(v, 0, MaxItems) },
        ["result"] = (s, v) => s with { BatchResult = OneOf(v, "succeeded", "errored", "canceled", "expired") },
        ["made-file"] = (s, v) => s with { MadeFiles = Number(v, 0, 100) },
        ["tool-made"] = (s, v) => s with { ToolMade = Flag(v) },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static long Tokens(string value) =>
        long.TryParse(value, NumberStyles.None, null, out var n) && n <= MaxTokens
            ? n
            : throw new FormatException($"'{value}' is not a token count from 0 to {MaxTokens}");

    private static int Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, null, out var n) && n >= least && n <= most
            ? n
            : throw new FormatException($"'{value}' is not a number from {least} to {most}");

    private static bool Flag(string value) => OneOf(value, "0", "1") == "1";

    private static string OneOf(string value, params ReadOnlySpan<string> allowed) =>
        allowed.Contains(value) ? value : throw new FormatException($"'{value}' is none of {string.Join(", ", allowed!)}");

    private static string Header(string value) =>
        value.All(c => c is >= ' ' and <= '~') ? value : throw new FormatException("not a header value");

    /// <summary><c>model:input:output</c></summary>
    private static ExtraIteration Iteration(string type, string value)
    {
        if (value.Split(':') is not [var model, var input, var output])
            throw new FormatException($"'{value}' is not model:input:output");
        if (ModelCatalogue.Find(model) is null) throw new FormatException($"unknown model '{model}'");
        return new ExtraIteration(type, model, Tokens(input), Tokens(output));
    }
}
