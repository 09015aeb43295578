using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Control.Audit;

/// <summary>
/// An entry as an event of OCSF 1.6.0, the version that Anthropic maps its own activity feed to: id to metadata.uid, type to
/// metadata.event_code, organization to metadata.tenant_uid, everything else of ours under unmapped.
/// </summary>
internal static class OcsfEvent
{
    private const int Create = 1, Read = 2, Update = 3, Delete = 4, Other = 99;

    public static byte[] Of(AuditEntryView entry)
    {
        var (@class, category, activity, subject) = ClassOf(entry);
        var done = entry.Outcome == AuditOutcomeNames.Of(AuditOutcome.Done);
        var json = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["version"] = "1.6.0",
                ["uid"] = ActivityId.Of(entry.OrganizationId, entry.Sequence),
                ["event_code"] = entry.Type,
                ["tenant_uid"] = entry.OrganizationId,
                ["sequence"] = entry.Sequence,
                ["log_name"] = "audit_log",
                ["product"] = new JsonObject { ["name"] = "Claviger", ["vendor_name"] = "Claviger" },
            },
            ["time"] = entry.At.ToUnixTimeMilliseconds(),
            ["category_uid"] = category,
            ["class_uid"] = @class,
            ["activity_id"] = activity,
            ["type_uid"] = (long)@class * 100 + activity,
            ["severity_id"] = done ? 1 : 3, // informational; medium for what was denied
            ["status_id"] = done ? 1 : 2,
            ["actor"] = Actor(entry.Actor),
        };
        foreach (var (name, value) in subject) json[name] = value;
        if (entry.Request is { } request)
        {
            json["src_endpoint"] = request.IpAddress is null ? null : new JsonObject { ["ip"] = request.IpAddress };
            json["http_request"] = new JsonObject { ["uid"] = request.Id, ["user_agent"] = request.UserAgent };
            if (json["src_endpoint"] is null) json.Remove("src_endpoint");
            if (request.UserAgent is null) json["http_request"]!.AsObject().Remove("user_agent");
        }

        json["unmapped"] = new JsonObject { ["target"] = entry.Target, ["detail"] = entry.Detail is { } detail ? JsonSerializer.SerializeToNode(detail) : null, ["actor_type"] = entry.Actor.Type };
        return JsonSerializer.SerializeToUtf8Bytes(json, WireJson.Options);
    }

    private static (int Class, int Category, int Activity, List<(string, JsonNode)> Subject) ClassOf(AuditEntryView entry)
    {
        if (entry.Type == AuditKindNames.Of(AuditKind.MemberAdded))
            return (3001, 3, Create, [("user", new JsonObject { ["uid"] = entry.Target, ["type_id"] = 1 })]); // Account Change
        if (entry.Type is "compliance_api_accessed" or "audit_log_export_started")
            return (6003, 6, Read, [("api", new JsonObject { ["operation"] = entry.Type })]); // API Activity
        var activity = entry.Type switch
        {
            _ when entry.Type.EndsWith("_created", StringComparison.Ordinal) || entry.Type.EndsWith("_added", StringComparison.Ordinal) => Create,
            _ when entry.Type.EndsWith("_deleted", StringComparison.Ordinal) || entry.Type.EndsWith("_archived", StringComparison.Ordinal) || entry.Type.EndsWith("_revoked", StringComparison.Ordinal) => Delete,
            _ when entry.Type.EndsWith("_updated", StringComparison.Ordinal) || entry.Type.EndsWith("_changed", StringComparison.Ordinal) || entry.Type.EndsWith("_enabled", StringComparison.Ordinal) || entry.Type.EndsWith("_disabled", StringComparison.Ordinal) => Update,
            _ => Other,
        };
        return (3004, 3, activity, [("entity", new JsonObject { ["uid"] = entry.Target, ["type"] = entry.Type[..entry.Type.LastIndexOf('_')] })]); // Entity Management
    }

    private static JsonObject Actor(AuditActorView actor) => actor.Id is null
        ? new JsonObject { ["app_name"] = "claviger" }
        : new JsonObject { ["user"] = new JsonObject { ["uid"] = actor.Id, ["type_id"] = 3, ["type"] = "System" } };
}
