using System.Collections.Concurrent;
using System.Text.Json;
using Claviger.Simulator.Catalogue;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Messages;

/// <summary>
/// Body and words in, prepared answer out. Keeps the last answers by the digest of the body: a load run that repeats
/// itself costs one digest and one look-up a request. Any thread.
/// </summary>
internal sealed class AnswerMaker(SimulatorOptions options)
{
    private const int AnswersKept = 1024;
    private const int LargestKept = 64 * 1024;
    private const string UserIdMark = "sim:";

    private readonly ConcurrentDictionary<Key, PreparedAnswer> _kept = new();

    private readonly record struct Key(ulong Hash, int Length, string? Words);

    /// <param name="queued">A script set by code for this one answer, instead of the options' script.</param>
    public PreparedAnswer Make(ReadOnlySpan<byte> body, string? words, ResponseScript? queued)
    {
        var hash = BodyHash.Of(body, options.Seed);
        if (queued is not null) return Prepare(body, words, queued, hash, batch: false);

        var key = new Key(hash, body.Length, words);
        if (_kept.TryGetValue(key, out var answer)) return answer;
        answer = Prepare(body, words, options.Script, hash, batch: false);
        if (answer.Bytes.Length <= LargestKept)
        {
            if (_kept.Count >= AnswersKept) _kept.Clear();
            _kept.TryAdd(key, answer);
        }

        return answer;
    }

    /// <summary>A line of a batch, after its batch ended.</summary>
    public PreparedAnswer MakeBatchLine(ReadOnlySpan<byte> parameters, ResponseScript script) =>
        Prepare(parameters, null, script, BodyHash.Of(parameters, options.Seed), batch: true);

    /// <summary>The answer of count_tokens: what the same prompt would count as input.</summary>
    public (long Tokens, Refusal? Refusal) CountTokens(ReadOnlySpan<byte> body, string? words)
    {
        MessageRequest request;
        try
        {
            request = MessageRequestReader.Read(body);
        }
        catch (JsonException e)
        {
            return (0, NotJson(e));
        }

        if (!TryScript(options.Script, words, request.UserId, out var script, out var problem)) return (0, Refusal.Invalid(problem!));
        if (RequestRules.Check(request, counting: true) is { } refusal) return (0, refusal);
        var total = script.InputTokens + script.CacheReadTokens + script.CacheWrite5mTokens + script.CacheWrite1hTokens;
        return (total ?? TokenEstimate.Of(request, ModelCatalogue.Find(request.Model!)!), null);
    }

    private PreparedAnswer Prepare(
        ReadOnlySpan<byte> body, string? words, ResponseScript from, ulong hash, bool batch)
    {
        MessageRequest request;
        try
        {
            request = MessageRequestReader.Read(body);
        }
        catch (JsonException e)
        {
            return PreparedAnswer.Refused(NotJson(e), from);
        }

        if (!TryScript(from, words, request.UserId, out var script, out var problem))
            return PreparedAnswer.Refused(Refusal.Invalid(problem!), from);
        if (script.Status is { } status) return PreparedAnswer.Refused(Scripted(status, script), script);
        if (RequestRules.Check(request, counting: false, batch) is { } refusal) return PreparedAnswer.Refused(refusal, script);

        var model = ModelCatalogue.Find(request.Model!)!;
        var plan = AnswerPlanner.Plan(request, model, script, hash, options.DefaultInferenceGeo, batch);
        return PreparedAnswer.Of(plan, request);
    }

    public static Refusal Scripted(int status, ResponseScript script)
    {
        var type = script.ErrorType ?? Refusal.TypeOf(status);
        return new Refusal(status, type, script.ErrorMessage ?? Refusal.TextOf(type), script.ErrorCode)
        {
            RetryAfter = script.RetryAfter,
            ShouldRetry = script.ShouldRetry,
        };
    }

    /// <summary>Words of the header go over words of the user id, and both over the base.</summary>
    private static bool TryScript(ResponseScript from, string? words, string? userId, out ResponseScript script, out string? problem)
    {
        (script, problem) = (from, null);
        if (userId is not null && userId.StartsWith(UserIdMark, StringComparison.Ordinal)
            && !ScriptReader.TryRead(userId[UserIdMark.Length..], script, out script, out problem)) return false;
        return words is null || ScriptReader.TryRead(words, script, out script, out problem);
    }

    private static Refusal NotJson(JsonException e) => Refusal.Invalid($"The request body is not valid JSON: {e.Message}");
}
