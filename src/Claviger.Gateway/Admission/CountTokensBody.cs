using System.Buffers;
using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>
/// A Messages body as upstream's token counting takes it: the top-level fields that it knows (SDK 1.12.0, 2026-11-20), each as the
/// caller wrote it, and nothing else, because upstream refuses what it doesn't know.
/// </summary>
internal static class CountTokensBody
{
    private static ReadOnlySpan<byte> Separator => ","u8;

    /// <param name="body">A body that inspection has accepted: one object, no name twice.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> body)
    {
        var made = new ArrayBufferWriter<byte>(body.Length);
        made.Write("{"u8);
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var counts = Counts(ref reader);
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            if (!counts) continue;
            if (made.WrittenCount > 1) made.Write(Separator);
            made.Write(body[start..(int)reader.BytesConsumed]);
        }

        made.Write("}"u8);
        return made.WrittenMemory;
    }

    private static bool Counts(ref Utf8JsonReader name) =>
        name.ValueTextEquals("messages"u8) || name.ValueTextEquals("model"u8) || name.ValueTextEquals("system"u8) || name.ValueTextEquals("tools"u8)
        || name.ValueTextEquals("tool_choice"u8) || name.ValueTextEquals("thinking"u8) || name.ValueTextEquals("cache_control"u8)
        || name.ValueTextEquals("output_config"u8) || name.ValueTextEquals("speed"u8) || name.ValueTextEquals("user_profile_id"u8);
}
