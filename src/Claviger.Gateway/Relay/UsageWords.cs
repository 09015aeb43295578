using System.Text.Json;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Relay;

/// <summary>Upstream's words in a usage object. Null says nothing; a word that isn't known stays visible as unknown, so that it can't be priced as the usual case.</summary>
internal static class UsageWords
{
    public static ServiceTier? Tier(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : Is(ref reader, "standard"u8) ? ServiceTier.Standard
        : Is(ref reader, "batch"u8) ? ServiceTier.Batch
        : Is(ref reader, "priority"u8) ? ServiceTier.Priority
        : Unknown(ref reader, ServiceTier.Unknown);

    public static InferenceGeo? Geo(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : Is(ref reader, "global"u8) ? InferenceGeo.Global
        : Is(ref reader, "us"u8) ? InferenceGeo.Us
        : Is(ref reader, "not_available"u8) ? InferenceGeo.NotAvailable
        : Unknown(ref reader, InferenceGeo.Unknown);

    public static Speed? Speed(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : Is(ref reader, "standard"u8) ? Core.Usage.Speed.Standard
        : Is(ref reader, "fast"u8) ? Core.Usage.Speed.Fast
        : Unknown(ref reader, Core.Usage.Speed.Unknown);

    /// <summary>Null for what isn't a text, or is longer than any name.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= 256) return reader.GetString();
        reader.Skip();
        return null;
    }

    /// <summary>The <c>id</c> of an object such as <c>container</c>; null for null.</summary>
    public static string? IdOf(ref Utf8JsonReader reader)
    {
        string? id = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (UsageObject.Next(ref reader))
        {
            if (UsageObject.Is(ref reader, "id"u8)) id = Text(ref reader);
            else reader.Skip();
        }

        return id;
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> word) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(word);

    private static T Unknown<T>(ref Utf8JsonReader reader, T unknown)
    {
        reader.Skip();
        return unknown;
    }
}
