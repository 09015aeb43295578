using System.Text.Json;
using System.Text.Json.Serialization;
using Claviger.Core.Workspaces;

namespace Claviger.Core.Contracts;

/// <summary>A union, as Anthropic writes it: the word <c>unrestricted</c>, or a list.</summary>
/// <param name="Geos">Null: unrestricted.</param>
[JsonConverter(typeof(GeoListConverter))]
public sealed record GeoListView(IReadOnlyList<string>? Geos)
{
    public override string ToString() => Geos is null ? GeoNames.Unrestricted : string.Join(", ", Geos);
}

internal sealed class GeoListConverter : JsonConverter<GeoListView>
{
    public override GeoListView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.StartArray
        ? new GeoListView(JsonSerializer.Deserialize<List<string>>(ref reader, options))
        : new GeoListView(Geos: null);

    public override void Write(Utf8JsonWriter writer, GeoListView value, JsonSerializerOptions options)
    {
        if (value.Geos is null) writer.WriteStringValue(GeoNames.Unrestricted);
        else JsonSerializer.Serialize(writer, value.Geos, options);
    }
}
