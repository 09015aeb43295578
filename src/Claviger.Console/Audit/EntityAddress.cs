using Claviger.Console.Http;
using Claviger.Core;

namespace Claviger.Console.Audit;

/// <summary>The page of a thing by its id's prefix; null: it has none.</summary>
internal static class EntityAddress
{
    private static readonly (string Prefix, string Path)[] Rooms =
    [
        (ApiKeyId.Prefix, "/keys/"), (WorkspaceId.Prefix, "/workspaces/"), (MemberId.Prefix, "/members/"), (SpendLimitId.Prefix, "/limits/"), (GroupId.Prefix, "/groups/"), (RoleId.Prefix, "/roles/"),
        (ChecklistRunId.Prefix, "/checklist/runs/"), (OffboardingId.Prefix, "/offboarding/reports/"),
    ];

    public static string? Of(string? id)
    {
        foreach (var (prefix, path) in Rooms)
            if (EntityId.HasShape(id, prefix)) return ConsolePaths.Root + path + id;
        return null;
    }
}
