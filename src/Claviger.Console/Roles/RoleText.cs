namespace Claviger.Console.Roles;

/// <summary>Built-in roles in words. A custom role is called by its own name.</summary>
internal static class RoleText
{
    public static readonly IReadOnlyList<string> Organization = ["user", "claude_code_user", "developer", "billing", "admin"];

    public static readonly IReadOnlyList<string> Workspace = ["workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin"];

    public static string Of(string role) => role switch
    {
        "user" => "User",
        "claude_code_user" => "Claude Code User",
        "developer" => "Developer",
        "billing" => "Billing",
        "admin" => "Admin",
        "workspace_user" => "Workspace User",
        "workspace_restricted_developer" => "Workspace Restricted Developer",
        "workspace_developer" => "Workspace Developer",
        "workspace_admin" => "Workspace Admin",
        "workspace_billing" => "Workspace Billing",
        _ => role,
    };

    /// <summary>Where the heading says that it is of a workspace already.</summary>
    public static string Short(string role) => role.StartsWith("workspace_", StringComparison.Ordinal) ? Of(role)["Workspace ".Length..] : Of(role);

    public static string? Says(string role) => role switch
    {
        "user" => "Sees that the organization is there, and what they are given.",
        "claude_code_user" => "Uses Claude Code by a personal key.",
        "developer" => "A user who makes keys in the default workspace.",
        "billing" => "Sees spend, limits and books of all workspaces; changes nothing.",
        "admin" => "Everything, in every workspace.",
        "workspace_user" => "Sees the workspace.",
        "workspace_restricted_developer" => "Makes and keeps keys there; doesn't see its spend.",
        "workspace_developer" => "Makes and keeps keys there, and sees usage and limits.",
        "workspace_admin" => "A developer who changes the workspace's rules and says who is in it.",
        "workspace_billing" => "Sees usage and limits there.",
        _ => null,
    };

    /// <summary>Where a right came from, as the end of a sentence.</summary>
    public static string Source(string source, string? group) => source switch
    {
        "organization_role" => "organization role",
        "workspace_membership" => "member of the workspace",
        "default_workspace" => "default workspace, by organization role",
        "role_assignment" => "assigned",
        "group" => $"group {group}",
        _ => source,
    };

    public static string? Tone(string role) => role is "admin" ? "prod" : role is "billing" ? "info" : null;
}
