using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Control.Audit;

/// <summary>An entry in the form of Anthropic's activity feed. Acts that Anthropic has one type for (a key's status) get that type.</summary>
internal static class Activity
{
    private const string KeyUpdated = "platform_api_key_updated";

    public static JsonObject Of(AuditEntryView entry)
    {
        var json = new JsonObject
        {
            ["id"] = ActivityId.Of(entry.OrganizationId, entry.Sequence),
            ["created_at"] = UtcTimeConverter.Text(entry.At),
            ["organization_id"] = entry.OrganizationId,
            ["organization_uuid"] = entry.OrganizationId,
            ["actor"] = Actor(entry),
            ["type"] = TypeOf(entry.Type),
            ["outcome"] = entry.Outcome, // Claviger's: Anthropic's feed has no denied acts
        };
        if (SubjectOf(entry.Type) is { } subject) json[subject] = entry.Target;
        if (Updates(entry.Detail) is { Count: > 0 } updates) json["updates"] = updates;
        if (entry.Type == "compliance_api_accessed" && entry.Detail is { } detail)
            foreach (var field in detail.EnumerateObject()) json[field.Name] = JsonSerializer.SerializeToNode(field.Value);
        return json;
    }

    /// <summary>Kinds that go by a name of the feed; empty for a name that none goes by, as for Anthropic's types that Claviger has no acts of.</summary>
    public static IEnumerable<AuditKind> KindsOf(string type) => Enum.GetValues<AuditKind>().Where(kind => TypeOf(AuditKindNames.Of(kind)) == type);

    private static string TypeOf(string type) => type is "platform_api_key_disabled" or "platform_api_key_enabled" or "platform_api_key_revoked" ? KeyUpdated : type;

    private static string? SubjectOf(string type) => type switch
    {
        _ when type.StartsWith("platform_api_key_", StringComparison.Ordinal) => "api_key_id",
        _ when type.StartsWith("admin_api_key_", StringComparison.Ordinal) => "admin_api_key_id",
        "platform_workspace_created" or "platform_workspace_updated" or "platform_workspace_archived" => "workspace_id",
        _ when type.Contains("spend_limit_", StringComparison.Ordinal) => "spend_limit_id",
        "member_added" => "user_id",
        "compliance_api_accessed" => null,
        _ => "target",
    };

    private static JsonObject Actor(AuditEntryView entry)
    {
        var (type, field) = entry.Actor.Type switch
        {
            "admin_key" => ("admin_api_key_actor", "admin_api_key_id"),
            "member" or "user" => ("user_actor", "user_id"),
            "service_account" => ("service_account_actor", "service_account_id"),
            "github" => ("github_actor", "key_identifier"), // Claviger's: known by a signature alone
            _ => ("system_actor", null), // Claviger's: the program itself
        };
        var actor = new JsonObject { ["type"] = type };
        if (field is not null) actor[field] = entry.Actor.Id;
        actor["ip_address"] = entry.Request?.IpAddress;
        actor["user_agent"] = entry.Request?.UserAgent;
        return actor;
    }

    /// <summary>What differs between a detail's before and after.</summary>
    private static JsonArray Updates(JsonElement? detail)
    {
        var updates = new JsonArray();
        if (detail is not { ValueKind: JsonValueKind.Object } values || !values.TryGetProperty("before", out var before) || !values.TryGetProperty("after", out var after)) return updates;
        if (before.ValueKind != JsonValueKind.Object || after.ValueKind != JsonValueKind.Object) return updates;
        foreach (var field in after.EnumerateObject())
        {
            var was = before.TryGetProperty(field.Name, out var value) ? value : default;
            if (was.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(was, field.Value)) continue;
            updates.Add(new JsonObject
            {
                ["type"] = field.Name,
                ["previous_value"] = was.ValueKind == JsonValueKind.Undefined ? null : JsonSerializer.SerializeToNode(was),
                ["current_value"] = JsonSerializer.SerializeToNode(field.Value),
            });
        }

        return updates;
    }
}
