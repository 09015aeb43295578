using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Claviger.Core.Contracts;
using Claviger.Core.Workspaces;

namespace Claviger.Control.OpenApi;

/// <summary>
/// JSON Schemas of the answers: what <see cref="WireJson"/> writes, from the type information that it writes by. Each record is a
/// component and stands once.
/// </summary>
internal sealed class SchemaBook(ContractTexts texts)
{
    private readonly SortedDictionary<string, (Type Record, JsonObject Schema)> _components = new(StringComparer.Ordinal);

    public JsonObject Components()
    {
        var all = new JsonObject();
        foreach (var (name, (_, schema)) in _components) all[name] = schema.DeepClone();
        return all;
    }

    /// <param name="nullable">Of references; a <see cref="Nullable{T}"/> says so itself.</param>
    public JsonObject Of(Type type, bool nullable = false)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value, nullable: true);
        if (type == typeof(string)) return Plain("string", nullable);
        if (type == typeof(bool)) return Plain("boolean", nullable);
        if (type == typeof(int)) return Plain("integer", nullable, "int32");
        if (type == typeof(long)) return Plain("integer", nullable, "int64");
        if (type == typeof(decimal)) return Plain("number", nullable);
        if (type == typeof(GeoListView)) return Geos(nullable);
        if (type == typeof(DateTimeOffset)) return Plain("string", nullable, "date-time");
        if (type == typeof(object) || type == typeof(JsonElement)) return [];
        if (type == typeof(JsonObject)) return Plain("object", nullable);
        if (Item(type, typeof(IReadOnlyDictionary<,>)) is [_, var entry]) return With(Plain("object", nullable), "additionalProperties", Of(entry));
        if (Item(type, typeof(IReadOnlyList<>)) is [var item]) return With(Plain("array", nullable), "items", Of(item));
        if (type.Namespace != typeof(WireJson).Namespace) throw new NotSupportedException($"say here what JSON a {type} is");
        var reference = new JsonObject { ["$ref"] = "#/components/schemas/" + Add(type) };
        return nullable ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
    }

    /// <summary>Puts a schema under a name of its own, once.</summary>
    public string Add(Type record, Func<JsonObject>? make = null)
    {
        var name = NameOf(record);
        if (_components.TryGetValue(name, out var known))
            return known.Record == record ? name : throw new InvalidOperationException($"two contracts would be called {name}: {known.Record} and {record}");
        _components[name] = (record, []); // first, for records that hold themselves
        _components[name] = (record, make is null ? Record(record) : make());
        return name;
    }

    /// <summary>The plain name: <c>ApiKeyView</c> is ApiKey, <c>Page&lt;ApiKeyView&gt;</c> ApiKeyPage.</summary>
    private static string NameOf(Type record)
    {
        var name = record.Name.Split('`')[0];
        return record.IsGenericType ? NameOf(record.GetGenericArguments()[0]) + name : name.EndsWith("View", StringComparison.Ordinal) ? name[..^4] : name;
    }

    private JsonObject Record(Type record)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in WireJson.Legacy.GetTypeInfo(record).Properties)
        {
            var member = (MemberInfo)property.AttributeProvider!;
            var schema = Bounds.Put(Of(property.PropertyType, property.IsGetNullable), property.AssociatedParameter?.AttributeProvider);
            var isLegacy = member.IsDefined(typeof(LegacyFieldAttribute), inherit: false);
            var about = isLegacy ? $"Only for callers of API version {Http.AdminCall.LegacyVersion}." : texts.Of(record, member.Name);
            if (about is not null) schema["description"] = about;
            if (isLegacy) schema["deprecated"] = true;
            properties[property.Name] = schema;
            if (!isLegacy && member.GetCustomAttribute<JsonIgnoreAttribute>() is null) required.Add((JsonNode)property.Name);
        }

        var all = Plain("object", nullable: false);
        if (texts.Of(record) is { } text) all["description"] = text;
        all["properties"] = properties;
        if (required.Count > 0) all["required"] = required;
        return all;
    }

    /// <summary>The one union of the contracts that isn't told by a <c>type</c>.</summary>
    private static JsonObject Geos(bool nullable)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. GeoNames.Inference.Keys.Select(name => (JsonNode)name)]) }, ["minItems"] = 1 };
        var any = new JsonArray(new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(GeoNames.Unrestricted) }, list);
        if (nullable) any.Add((JsonNode)new JsonObject { ["type"] = "null" });
        return new JsonObject { ["anyOf"] = any };
    }

    private static Type[]? Item(Type type, Type of) => type.IsGenericType && type.GetGenericTypeDefinition() == of ? type.GetGenericArguments() : null;

    private static JsonObject With(JsonObject schema, string name, JsonNode value)
    {
        schema[name] = value;
        return schema;
    }

    private static JsonObject Plain(string type, bool nullable, string? format = null)
    {
        var schema = new JsonObject { ["type"] = nullable ? new JsonArray(type, "null") : type };
        if (format is not null) schema["format"] = format;
        return schema;
    }
}
