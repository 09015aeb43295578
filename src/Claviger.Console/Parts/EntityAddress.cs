using Claviger.Console.Http;
using Claviger.Core;
using Claviger.Core.Access;

namespace Claviger.Console.Parts;

/// <summary>The page of a thing by its id's prefix.</summary>
internal static class EntityAddress
{
    internal static readonly (string Prefix, string Path, Permission Needs)[] Rooms =
    [
        (ApiKeyId.Prefix, "/keys/", Permission.KeysRead), (WorkspaceId.Prefix, "/workspaces/", Permission.WorkspacesRead), (MemberId.Prefix, "/members/", Permission.MembersRead),
        (SpendLimitId.Prefix, "/limits/", Permission.LimitsRead), (IncreaseRequestId.Prefix, "/limits/requests/", Permission.LimitsRead), (GroupId.Prefix, "/members/groups/", Permission.GroupsRead),
        (RoleId.Prefix, "/members/roles/", Permission.RolesRead), (ChecklistRunId.Prefix, "/checklist/runs/", Permission.ChecklistRead), (OffboardingId.Prefix, "/offboarding/reports/", Permission.AuditRead),
        (AlertId.Prefix, "/alerts/", Permission.AlertsRead), (AlertChannelId.Prefix, "/alerts/channels/", Permission.AlertsRead),
    ];

    /// <returns>Null: it has none, or the viewer may open none of its kind.</returns>
    public static string? Of(Viewer? viewer, string? id)
    {
        foreach (var (prefix, path, needs) in Rooms)
            if (EntityId.HasShape(id, prefix)) return viewer?.MayAnywhere(needs) == true ? ConsolePaths.Root + path + id : null;
        return null;
    }
}
