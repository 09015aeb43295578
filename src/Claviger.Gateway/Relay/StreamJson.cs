using System.Text.Json;

namespace Claviger.Gateway.Relay;

/// <summary>Small questions to the data of a stream's events. Data may be cut at the end where that says so.</summary>
internal static class StreamJson
{
    internal enum Block
    {
        /// <summary>Every token of it is shown: text, a tool call.</summary>
        Plain,

        /// <summary>Shown as a summary, or not at all.</summary>
        Thinking,

        /// <summary>Server tools, compaction, fallback, advisor, and what comes to be.</summary>
        ServerWork,
    }

    internal struct MessageDelta
    {
        public UsageObject Usage;
        public bool HasUsage;
        public bool HasStopReason;
        public string? ContainerId;
    }

    /// <summary>The kind that the data's own top-level <c>type</c> names; unnamed when it has none before a cut.</summary>
    public static SseEventKind TypeOf(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("{\"type\":\"content_block_delta\""u8)) return SseEventKind.BlockDelta;
        try
        {
            var reader = new Utf8JsonReader(data, isFinalBlock: false, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return SseEventKind.Unnamed;
            while (UsageObject.Next(ref reader))
            {
                if (!reader.ValueTextEquals("type"u8))
                {
                    if (!reader.TrySkip()) return SseEventKind.Unnamed;
                }
                else
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? SseEventNames.KindOf(reader.ValueSpan) : SseEventKind.Unnamed;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            // Not JSON: not one of our events.
        }

        return SseEventKind.Unnamed;
    }

    /// <summary>Of a <c>content_block_start</c>; data may be cut.</summary>
    public static Block BlockTypeOf(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data, isFinalBlock: false, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Block.ServerWork;
            while (UsageObject.Next(ref reader))
            {
                if (!reader.ValueTextEquals("content_block"u8))
                {
                    if (!reader.TrySkip()) return Block.ServerWork;
                    continue;
                }

                if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Block.ServerWork;
                while (UsageObject.Next(ref reader))
                {
                    if (!reader.ValueTextEquals("type"u8))
                    {
                        if (!reader.TrySkip()) return Block.ServerWork;
                        continue;
                    }

                    if (!reader.Read() || reader.TokenType != JsonTokenType.String) return Block.ServerWork;
                    return reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("tool_use"u8) ? Block.Plain
                        : reader.ValueTextEquals("thinking"u8) || reader.ValueTextEquals("redacted_thinking"u8) ? Block.Thinking
                        : Block.ServerWork;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            // Not JSON: not a block we know.
        }

        return Block.ServerWork;
    }

    /// <returns>False where the usage in it can't be read.</returns>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static bool TryReadMessageDelta(ReadOnlySpan<byte> data, out MessageDelta read)
    {
        read = default;
        var reader = new Utf8JsonReader(data);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (UsageObject.Next(ref reader))
        {
            if (UsageObject.Is(ref reader, "usage"u8))
            {
                if (reader.TokenType == JsonTokenType.Null) continue;
                if (!UsageObject.TryRead(ref reader, out read.Usage)) return false;
                read.HasUsage = true;
            }
            else if (UsageObject.Is(ref reader, "delta"u8) && reader.TokenType == JsonTokenType.StartObject)
            {
                while (UsageObject.Next(ref reader))
                {
                    if (UsageObject.Is(ref reader, "stop_reason"u8))
                    {
                        read.HasStopReason |= reader.TokenType == JsonTokenType.String;
                        reader.Skip();
                    }
                    else if (UsageObject.Is(ref reader, "container"u8)) read.ContainerId = UsageWords.IdOf(ref reader);
                    else reader.Skip();
                }
            }
            else reader.Skip();
        }

        return true;
    }
}
