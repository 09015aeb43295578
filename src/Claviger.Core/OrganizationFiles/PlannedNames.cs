namespace Claviger.Core.OrganizationFiles;

public static class PlannedNames
{
    public static string Of(PlannedAction action) => action switch
    {
        PlannedAction.Create => "create",
        PlannedAction.Update => "update",
        PlannedAction.Rename => "rename",
        PlannedAction.Delete => "delete",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    public static string Of(PlannedNoun noun) => noun switch
    {
        PlannedNoun.Organization => "organization",
        PlannedNoun.Tier => "tier",
        PlannedNoun.Environment => "environment",
        PlannedNoun.Role => "role",
        PlannedNoun.Member => "member",
        PlannedNoun.Group => "group",
        PlannedNoun.GroupMember => "group_member",
        PlannedNoun.ServiceAccount => "service_account",
        PlannedNoun.Workspace => "workspace",
        PlannedNoun.WorkspaceMember => "workspace_member",
        PlannedNoun.ServiceAccountWorkspace => "service_account_workspace",
        PlannedNoun.RoleAssignment => "role_assignment",
        PlannedNoun.Key => "api_key",
        PlannedNoun.SpendLimit => "spend_limit",
        PlannedNoun.ChecklistSettings => "checklist_settings",
        PlannedNoun.Waiver => "checklist_waiver",
        _ => throw new ArgumentOutOfRangeException(nameof(noun)),
    };
}
