using System.Text.Json;

namespace Claviger.Simulator.Messages;

/// <summary>One pass over the body. Throws <see cref="JsonException"/> where it is not JSON or a field has the wrong type.</summary>
internal static class MessageRequestReader
{
    public static MessageRequest Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var request = new MessageRequest();
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("a JSON object is expected");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadField(ref reader, request);
            while (reader.Read()) { } // throws on anything after the object
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(e.Message, e);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }

        return request;
    }

    private static void ReadField(ref Utf8JsonReader reader, MessageRequest request)
    {
        if (reader.ValueTextEquals("model"u8)) request.Model = String(ref reader);
        else if (reader.ValueTextEquals("max_tokens"u8)) request.MaxTokens = Whole(ref reader);
        else if (reader.ValueTextEquals("stream"u8)) request.Stream = Next(ref reader) && reader.TokenType == JsonTokenType.True;
        else if (reader.ValueTextEquals("messages"u8)) (request.HasMessages, request.PromptBytes) = (true, request.PromptBytes + Skip(ref reader));
        else if (reader.ValueTextEquals("system"u8)) request.PromptBytes += Skip(ref reader);
        else if (reader.ValueTextEquals("tools"u8)) ReadTools(ref reader, request);
        else if (reader.ValueTextEquals("tool_choice"u8)) (request.ToolChoice, request.ChosenTool) = Pair(ref reader, "type"u8, "name"u8);
        else if (reader.ValueTextEquals("metadata"u8)) request.UserId = Pair(ref reader, "user_id"u8, "user_id"u8).First;
        else if (reader.ValueTextEquals("thinking"u8)) request.Thinks = Pair(ref reader, "type"u8, "type"u8).First == "enabled";
        else if (reader.ValueTextEquals("speed"u8)) request.Speed = String(ref reader);
        else if (reader.ValueTextEquals("inference_geo"u8)) request.InferenceGeo = String(ref reader);
        else if (reader.ValueTextEquals("temperature"u8)) ReadTemperature(ref reader, request);
        else if (reader.ValueTextEquals("top_p"u8) || reader.ValueTextEquals("top_k"u8)) request.HasSampling = Skip(ref reader) > 0;
        else Skip(ref reader);
    }

    private static void ReadTemperature(ref Utf8JsonReader reader, MessageRequest request)
    {
        reader.Read();
        request.HasSampling = true;
        request.HasOddTemperature = reader.TokenType == JsonTokenType.Number && reader.GetDecimal() != 1m;
    }

    private static void ReadTools(ref Utf8JsonReader reader, MessageRequest request)
    {
        reader.Read();
        var from = reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var name = Pair(ref reader, "name"u8, "name"u8, read: false).First;
                request.FirstTool ??= name;
            }
        }
        else
        {
            reader.Skip();
        }

        request.PromptBytes += reader.BytesConsumed - from;
    }

    /// <summary>Two string fields of an object; a value that is no object gives nothing.</summary>
    private static (string? First, string? Second) Pair(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool read = true)
    {
        (string?, string?) found = default;
        if (read) reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return found;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(first)) found.Item1 = String(ref reader);
            else if (reader.ValueTextEquals(second)) found.Item2 = String(ref reader);
            else Skip(ref reader);
        }

        return found;
    }

    private static bool Next(ref Utf8JsonReader reader) => reader.Read();

    private static string? String(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static long? Whole(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
    }

    /// <summary>Bytes of the value passed over.</summary>
    private static long Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        var from = reader.TokenStartIndex;
        reader.Skip();
        return reader.BytesConsumed - from;
    }
}
