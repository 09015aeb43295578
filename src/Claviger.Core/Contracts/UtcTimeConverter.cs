using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>RFC 3339 in UTC with <c>Z</c>; milliseconds only where there are any. Reading demands an offset: local time is ambiguous.</summary>
public sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>For error messages.</summary>
    public const string Takes = "must be an RFC 3339 time with an offset, for example 2026-11-23T09:00:00Z";

    public static string Text(DateTimeOffset time) =>
        // Whole milliseconds decide, because the store keeps no more: a time reads the same before and after it was stored.
        time.UtcDateTime.ToString(time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        return text is { Length: >= 17 and <= 40 } && text[4] == '-' && text[7] == '-' && text[10] is 'T' or 't'
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var time)
            ? time
            : throw new JsonException(Takes);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));
}
