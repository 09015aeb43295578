using System.Collections.Immutable;
using System.Text.Json;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Relay;

/// <summary>
/// A <c>usage</c> object, or an entry of its <c>iterations</c>, as written: what is absent or null stays unknown, so that
/// an explicit zero and silence differ when a stream's later counts are laid over its first.
/// </summary>
internal struct UsageObject
{
    private string? _kind;
    private string? _model;
    private long? _input;
    private long? _output;
    private long? _read;
    private long? _written;
    private long? _written5m;
    private long? _written1h;
    private long? _searches;
    private ServiceTier? _tier;
    private InferenceGeo? _geo;
    private Speed? _speed;
    private List<UsageObject>? _iterations;

    /// <summary>Both counts that every whole usage object has.</summary>
    public readonly bool IsWhole => _input is not null && _output is not null;

    public readonly long? OutputTokens => _output;

    public readonly bool HasIterations => _iterations is { Count: > 0 };

    private readonly bool HasCounts => (_input ?? _output ?? _read ?? _written ?? _written5m ?? _written1h) is not null;

    /// <param name="reader">On the object's first token; left on its last.</param>
    /// <returns>False where a count is not a count. What was read then is worth nothing.</returns>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, out UsageObject usage)
    {
        usage = default;
        return reader.TokenType == JsonTokenType.StartObject && usage.ReadProperties(ref reader, withIterations: true);
    }

    /// <summary>Lays a later, cumulative count over this one; never adds. Writes beyond those whose time-to-live is known count as 5-minute ones (unverified).</summary>
    public void Replace(in UsageObject later)
    {
        _input = later._input ?? _input;
        _output = later._output ?? _output;
        _read = later._read ?? _read;
        _searches = later._searches ?? _searches;
        _tier = later._tier ?? _tier;
        _geo = later._geo ?? _geo;
        _speed = later._speed ?? _speed;
        _iterations = later._iterations ?? _iterations;
        if (later._written5m is not null || later._written1h is not null)
        {
            (_written5m, _written1h) = (later._written5m, later._written1h);
        }
        else if (later._written is { } total)
        {
            _written1h = Math.Min(_written1h ?? 0, total); // where the total shrank, the dearer class stays longest
            _written5m = total - _written1h;
        }

        _written = later._written ?? _written;
    }

    public readonly ReportedUsage ToReported(string? model)
    {
        var message = Tokens(default, 0);
        return new ReportedUsage { Message = message, Model = model, Iterations = Iterations(message) };
    }

    private readonly ImmutableArray<IterationUsage> Iterations(in TokenUsage message)
    {
        if (_iterations is null) return [];
        var entries = ImmutableArray.CreateBuilder<IterationUsage>(_iterations.Count);

        // An entry without breakdown shares in the message's 1-hour writes that no other entry claims: else the rest would be charged twice.
        var unclaimed1h = message.CacheWrite1hTokens;
        foreach (var entry in _iterations) unclaimed1h -= entry._written1h ?? 0;
        foreach (var entry in _iterations)
        {
            if (!entry.HasCounts) continue;
            var iteration = new IterationUsage(entry._kind ?? "", entry._model, default);
            var share = iteration.IsInMessageCounts ? Math.Clamp(entry.UnsplitWrites, 0, Math.Max(0, unclaimed1h)) : 0;
            unclaimed1h -= share;
            entries.Add(iteration with { Usage = entry.Tokens(message, share) });
        }

        return entries.ToImmutable();
    }

    private readonly long UnsplitWrites => (_written ?? 0) - (_written5m ?? 0) - (_written1h ?? 0);

    /// <param name="message">Gives tier, geography and speed where this says nothing.</param>
    private readonly TokenUsage Tokens(in TokenUsage message, long more1h)
    {
        var writes1h = (_written1h ?? 0) + more1h;
        return new TokenUsage
        {
            InputTokens = _input ?? 0,
            CacheWrite5mTokens = Math.Max(_written5m ?? 0, (_written ?? 0) - writes1h), // missing or short breakdown: the rest is 5-minute
            CacheWrite1hTokens = writes1h,
            CacheReadTokens = _read ?? 0,
            OutputTokens = _output ?? 0,
            WebSearchRequests = _searches ?? 0,
            Tier = _tier ?? message.Tier,
            Geo = _geo ?? message.Geo,
            Speed = _speed ?? message.Speed,
        };
    }

    private bool ReadProperties(ref Utf8JsonReader reader, bool withIterations)
    {
        var good = true;
        while (Next(ref reader))
        {
            if (Is(ref reader, "input_tokens"u8)) good &= Count(ref reader, ref _input);
            else if (Is(ref reader, "output_tokens"u8)) good &= Count(ref reader, ref _output);
            else if (Is(ref reader, "cache_read_input_tokens"u8)) good &= Count(ref reader, ref _read);
            else if (Is(ref reader, "cache_creation_input_tokens"u8)) good &= Count(ref reader, ref _written);
            else if (Is(ref reader, "cache_creation"u8)) good &= Breakdown(ref reader);
            else if (Is(ref reader, "server_tool_use"u8)) good &= ServerTools(ref reader);
            else if (Is(ref reader, "service_tier"u8)) _tier = UsageWords.Tier(ref reader);
            else if (Is(ref reader, "inference_geo"u8)) _geo = UsageWords.Geo(ref reader);
            else if (Is(ref reader, "speed"u8)) _speed = UsageWords.Speed(ref reader);
            else if (Is(ref reader, "type"u8)) _kind = UsageWords.Text(ref reader);
            else if (Is(ref reader, "model"u8)) _model = UsageWords.Text(ref reader);
            else if (withIterations && Is(ref reader, "iterations"u8)) good &= Entries(ref reader);
            else reader.Skip();
        }

        return good;
    }

    private bool Breakdown(ref Utf8JsonReader reader)
    {
        var good = true;
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (reader.TokenType != JsonTokenType.StartObject) return Refuse(ref reader);
        while (Next(ref reader))
        {
            if (Is(ref reader, "ephemeral_5m_input_tokens"u8)) good &= Count(ref reader, ref _written5m);
            else if (Is(ref reader, "ephemeral_1h_input_tokens"u8)) good &= Count(ref reader, ref _written1h);
            else reader.Skip();
        }

        return good;
    }

    private bool ServerTools(ref Utf8JsonReader reader)
    {
        var good = true;
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (reader.TokenType != JsonTokenType.StartObject) return Refuse(ref reader);
        while (Next(ref reader))
        {
            if (Is(ref reader, "web_search_requests"u8)) good &= Count(ref reader, ref _searches);
            else reader.Skip();
        }

        return good;
    }

    private bool Entries(ref Utf8JsonReader reader)
    {
        var good = true;
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (reader.TokenType != JsonTokenType.StartArray) return Refuse(ref reader);
        _iterations = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var entry = default(UsageObject);
            good &= reader.TokenType == JsonTokenType.StartObject ? entry.ReadProperties(ref reader, withIterations: false) : Refuse(ref reader);
            _iterations.Add(entry);
        }

        return good;
    }

    /// <summary>On a property's name, or false at the object's end.</summary>
    internal static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Steps to the value where the name fits.</summary>
    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static bool Count(ref Utf8JsonReader reader, ref long? count)
    {
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var value) || (ulong)value > TokenUsage.LargestCount) return Refuse(ref reader);
        count = value;
        return true;
    }

    private static bool Refuse(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return false;
    }
}
