namespace Claviger.Core.Access;

/// <summary>Anthropic's identifiers of the workspace roles.</summary>
public static class WorkspaceRoleNames
{
    /// <summary>Those that a membership may have.</summary>
    public static IReadOnlyDictionary<string, WorkspaceRole> Assignable { get; } =
        new[] { WorkspaceRole.User, WorkspaceRole.RestrictedDeveloper, WorkspaceRole.Developer, WorkspaceRole.Admin }.ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(WorkspaceRole role) => role switch
    {
        WorkspaceRole.User => "workspace_user",
        WorkspaceRole.RestrictedDeveloper => "workspace_restricted_developer",
        WorkspaceRole.Developer => "workspace_developer",
        WorkspaceRole.Admin => "workspace_admin",
        WorkspaceRole.Billing => "workspace_billing",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
