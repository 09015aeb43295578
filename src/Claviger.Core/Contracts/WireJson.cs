using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Claviger.Core.Contracts;

/// <summary>
/// JSON as the Admin API writes and reads it: snake_case names, every key always present (official SDKs reject a missing one),
/// unknown and duplicate request fields refused rather than ignored (promise R18).
/// </summary>
public static class WireJson
{
    public static JsonSerializerOptions Options { get; } = WithoutLegacyFields(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcTimeConverter() },
    });

    /// <summary>For callers of API version 2023-06-01: the same, with the legacy fields.</summary>
    public static JsonSerializerOptions Legacy { get; } = new(Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>For reading answers: a newer server may send more than this client knows.</summary>
    public static JsonSerializerOptions Lenient { get; } = new(Legacy)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false, // an older one, or one that answers another API version, less
    };

    private static JsonSerializerOptions WithoutLegacyFields(JsonSerializerOptions options)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(static type =>
        {
            for (var i = type.Properties.Count - 1; i >= 0; i--)
                if (type.Properties[i].AttributeProvider?.IsDefined(typeof(LegacyFieldAttribute), inherit: false) == true) type.Properties.RemoveAt(i);
        });
        options.TypeInfoResolver = resolver;
        return options;
    }
}
