using System.Text.Json;

namespace Claviger.Gateway.Relay;

/// <summary>What one <c>content_block_delta</c> shows of the output.</summary>
/// <param name="VisibleBytes">UTF-8 bytes of text, tool input or thinking in it.</param>
/// <param name="HidesOutput">It stands for output tokens that its bytes don't bound.</param>
internal readonly record struct ContentDelta(long VisibleBytes, bool HidesOutput)
{
    /// <summary>Usual spelling first, by comparing bytes; any other by a JSON reader. Broken data counts whole, an upper bound. Allocates nothing.</summary>
    public static ContentDelta Of(ReadOnlySpan<byte> data) =>
        TryUsual(data, out var delta, out var length) && length == data.Length ? delta : Unusual(data);

    /// <summary>Only the usual spelling of the three usual kinds. Stops at a line's end, so the data may go on behind its own.</summary>
    /// <param name="length">Of the data, to its last brace.</param>
    public static bool TryUsual(ReadOnlySpan<byte> start, out ContentDelta delta, out int length)
    {
        (delta, length) = (default, 0);
        var data = start;
        if (!data.StartsWith("{\"type\":\"content_block_delta\",\"index\":"u8)) return false;
        data = data["{\"type\":\"content_block_delta\",\"index\":".Length..];
        var digits = 0;
        while (digits < data.Length && data[digits] is >= (byte)'0' and <= (byte)'9') digits++;
        data = data[digits..];
        if (!data.StartsWith(",\"delta\":{\"type\":\""u8)) return false;
        data = data[",\"delta\":{\"type\":\"".Length..];

        var isThinking = false;
        if (data.StartsWith("text_delta\",\"text\":\""u8)) data = data["text_delta\",\"text\":\"".Length..];
        else if (data.StartsWith("input_json_delta\",\"partial_json\":\""u8)) data = data["input_json_delta\",\"partial_json\":\"".Length..];
        else if (data.StartsWith("thinking_delta\",\"thinking\":\""u8))
        {
            data = data["thinking_delta\",\"thinking\":\"".Length..];
            isThinking = true;
        }
        else return false;

        var bytes = JsonStringBytes.Count(data, out var end);
        if (bytes < 0 || !data[end..].StartsWith("\"}}"u8)) return false;
        delta = new ContentDelta(bytes, isThinking);
        length = start.Length - data.Length + end + "\"}}".Length;
        return true;
    }

    private static ContentDelta Unusual(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            var delta = new ContentDelta(data.Length, true); // no delta in it: not a shape we know
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return delta;
            while (UsageObject.Next(ref reader))
            {
                if (UsageObject.Is(ref reader, "delta"u8) && reader.TokenType == JsonTokenType.StartObject) delta = Inside(ref reader, data.Length);
                else reader.Skip();
            }

            return delta;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            return new ContentDelta(data.Length, true);
        }
    }

    private static ContentDelta Inside(ref Utf8JsonReader reader, int wholeLength)
    {
        long bytes = 0;
        bool isKnown = false, hides = false, isCitation = false;
        while (UsageObject.Next(ref reader))
        {
            if (UsageObject.Is(ref reader, "type"u8))
            {
                isCitation = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("citations_delta"u8);
                hides = reader.TokenType == JsonTokenType.String && (reader.ValueTextEquals("thinking_delta"u8) || reader.ValueTextEquals("signature_delta"u8));
                isKnown = isCitation || hides || (reader.TokenType == JsonTokenType.String && (reader.ValueTextEquals("text_delta"u8) || reader.ValueTextEquals("input_json_delta"u8)));
                reader.Skip();
            }
            else if (UsageObject.Is(ref reader, "text"u8) || UsageObject.Is(ref reader, "partial_json"u8) || UsageObject.Is(ref reader, "thinking"u8))
            {
                if (reader.TokenType == JsonTokenType.String) bytes += JsonStringBytes.CountInside(reader.ValueSpan);
                reader.Skip();
            }
            else reader.Skip(); // a signature is not output: the thinking that it seals is
        }

        // What a citation costs is not known: its bytes bound it. What an unknown delta stands for is not bounded by anything.
        return isCitation ? new ContentDelta(wholeLength, false) : new ContentDelta(isKnown ? bytes : wholeLength, hides || !isKnown);
    }
}
