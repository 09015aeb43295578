using System.Text.Json.Nodes;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Organizations;

/// <summary>Finding and naming in the lists of a book; the caller holds its lock.</summary>
internal static class Rows
{
    public static JsonArray List(JsonObject root, string name)
    {
        if (root.TryGetPropertyValue(name, out var list) && list is null) throw new RefusedWriteException(new Refusal(403, "permission_error", "this organization's plan does not include that", "spend_limits_admin_api_writes_not_enabled"));
        if (root[name] is JsonArray there) return there;
        var made = new JsonArray();
        root[name] = made;
        return made;
    }

    /// <summary>The list of one workspace.</summary>
    public static JsonArray Of(JsonObject root, string name, string workspace)
    {
        if (root[name] is not JsonObject all) root[name] = all = [];
        if (all[workspace] is JsonArray there) return there;
        var made = new JsonArray();
        all[workspace] = made;
        return made;
    }

    public static JsonObject Find(JsonObject root, string name, string id) =>
        List(root, name).OfType<JsonObject>().FirstOrDefault(row => Text(row, "id") == id) ?? throw new RefusedWriteException(Refusal.NotFound($"{name}: there is no {id}"));

    public static string? Text(JsonObject row, string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static string Needed(JsonObject body, string name) => Text(body, name) ?? throw Invalid($"{name}: Field required");

    public static RefusedWriteException Invalid(string message, string? code = null) => new(Refusal.Invalid(message, code));

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
