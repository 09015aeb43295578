using System.Text.Json;

namespace Claviger.Console.Audit;

/// <summary>An entry's detail as rows: fields that changed, fields that stayed, and what else it says.</summary>
public sealed record AuditDetailRows(IReadOnlyList<AuditDetailRows.Change> Changed, IReadOnlyList<AuditDetailRows.Change> Kept, IReadOnlyList<(string Name, string Value)> Other)
{
    public static AuditDetailRows Of(JsonElement? detail)
    {
        if (detail is not { ValueKind: JsonValueKind.Object } all) return new AuditDetailRows([], [], []);
        var (before, after) = (Part(all, "before"), Part(all, "after"));
        var changes = Names(before).Concat(Names(after)).Distinct(StringComparer.Ordinal).Select(name => new Change(Word(name), Value(before, name), Value(after, name))).ToList();
        return new AuditDetailRows(
            [.. changes.Where(change => change.Before != change.After)], [.. changes.Where(change => change.Before == change.After)],
            [.. all.EnumerateObject().Where(field => !(field.Name == "before" && before is not null || field.Name == "after" && after is not null)).Select(field => (Word(field.Name), Text(field.Value)))]);
    }

    private static JsonElement? Part(JsonElement all, string name) => all.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static IEnumerable<string> Names(JsonElement? part) => part is { } fields ? fields.EnumerateObject().Select(field => field.Name) : [];

    private static string? Value(JsonElement? part, string name) => part is { } fields && fields.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string Word(string name) => name.Replace('_', ' ').Replace(".gte", " from", StringComparison.Ordinal);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : "empty",
        JsonValueKind.Null or JsonValueKind.Undefined => "none",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "none",
        JsonValueKind.Array when value.EnumerateArray().All(one => one.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
        _ => value.GetRawText(),
    };

    /// <param name="Before">Null: it was not said.</param>
    public sealed record Change(string Name, string? Before, string? After);
}
