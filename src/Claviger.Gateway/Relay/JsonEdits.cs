using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Claviger.Gateway.Relay;

/// <summary>Small readings and changes of upstream's objects that leave every other byte as it was.</summary>
internal static class JsonEdits
{
    /// <summary>The top-level <c>id</c>, or null when there is none or the text is not an object.</summary>
    public static string? IdOf(ReadOnlySpan<byte> json) => TopLevelString(json, "id"u8);

    public static string? TopLevelString(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
                var isIt = reader.ValueTextEquals(name);
                reader.Read();
                if (isIt) return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            // Not JSON: no such string.
        }

        return null;
    }

    /// <summary>
    /// Every <c>results_url</c> of a batch or a list of them, from upstream's own host to <paramref name="publicUrl"/>: clients follow it
    /// as it stands, and would send their key to upstream.
    /// </summary>
    /// <returns>Null when one is no URL of a batch's results: then nothing may be passed on.</returns>
    public static byte[]? WithOwnResultsUrl(ReadOnlySpan<byte> json, string publicUrl)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        var copied = 0;
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("results_url"u8)) continue;
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null) continue;
                if (reader.TokenType != JsonTokenType.String || !Uri.TryCreate(reader.GetString(), UriKind.Absolute, out var url)
                    || url.AbsolutePath.IndexOf("/v1/messages/batches/", StringComparison.Ordinal) is not (>= 0 and var path)) return null;
                output.Write(json[copied..(int)reader.TokenStartIndex]);
                output.Write(Encoding.UTF8.GetBytes($"\"{publicUrl}{JsonEncodedText.Encode(url.AbsolutePath[path..])}\""));
                copied = (int)reader.BytesConsumed;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            return null;
        }

        output.Write(json[copied..]);
        return output.WrittenSpan.ToArray();
    }
}
