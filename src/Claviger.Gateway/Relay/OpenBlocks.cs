using System.Text.Json;

namespace Claviger.Gateway.Relay;

/// <summary>Which content block of a stream is open, so that it can be closed when the stream is ended before its time.</summary>
internal sealed class OpenBlocks
{
    /// <summary>Null between blocks.</summary>
    public long? Index { get; private set; }

    /// <param name="events">Whole events, each with its blank line.</param>
    public void Feed(ReadOnlySpan<byte> events)
    {
        while (!events.IsEmpty)
        {
            var end = events.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? events : events[..end];
            events = end < 0 ? default : events[(end + 1)..];
            if (line.StartsWith("data:"u8)) Data(line["data:".Length..]);
        }
    }

    private void Data(ReadOnlySpan<byte> json)
    {
        // Content, the bulk of a stream, opens and closes nothing.
        var starts = json.IndexOf("content_block_start"u8) >= 0;
        if (!starts && json.IndexOf("content_block_stop"u8) < 0) return;
        try
        {
            var reader = new Utf8JsonReader(json);
            string? type = null;
            long? index = null;
            if (!reader.Read()) return;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isIndex = reader.ValueTextEquals("index"u8);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String) type = reader.GetString();
                else if (isIndex && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) index = number;
                else reader.Skip();
            }

            if (type == "content_block_start") Index = index;
            else if (type == "content_block_stop") Index = null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // An event that nobody can read opens no block that a client could know of.
        }
    }
}
