using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>
/// A field of a change for which "left out" (it stays as it is) and null (it is taken away) are two different things. Give the property
/// <see cref="JsonIgnoreCondition.WhenWritingDefault"/>, so that a client sends only what was said.
/// </summary>
[JsonConverter(typeof(SettableConverterFactory))]
public readonly record struct Settable<T>(T Value, bool IsSaid = true)
{
    public static implicit operator Settable<T>(T value) => new(value);

    /// <summary>The value that was said, or what there is.</summary>
    public T Or(T existing) => IsSaid ? Value : existing;
}

internal sealed class SettableConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Settable<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Settable<T>>
    {
        public override bool HandleNull => true;

        public override Settable<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Settable<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
