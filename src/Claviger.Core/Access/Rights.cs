namespace Claviger.Core.Access;

/// <summary>What somebody may do, in the organization as a whole and in single workspaces. Default deny: only what is listed.</summary>
public sealed class Rights
{
    private static readonly IReadOnlySet<Permission> Nothing = new HashSet<Permission>();

    private readonly IReadOnlyDictionary<WorkspaceId, IReadOnlySet<Permission>> _workspaces;

    public Rights(IReadOnlySet<Permission> organization, IReadOnlyDictionary<WorkspaceId, IReadOnlySet<Permission>> workspaces) =>
        (Organization, _workspaces) = (organization, workspaces);

    public static Rights None { get; } = new(Nothing, new Dictionary<WorkspaceId, IReadOnlySet<Permission>>());

    public static Rights All { get; } = new(BuiltInRoles.All, new Dictionary<WorkspaceId, IReadOnlySet<Permission>>());

    /// <summary>In every workspace, too.</summary>
    public IReadOnlySet<Permission> Organization { get; }

    public static Rights Of(IReadOnlyList<AccessGrant> grants)
    {
        var organization = new HashSet<Permission>();
        var workspaces = new Dictionary<WorkspaceId, IReadOnlySet<Permission>>();
        foreach (var grant in grants)
        {
            if (grant.Workspace is not { } workspace) organization.UnionWith(grant.Permissions);
            else if (workspaces.TryGetValue(workspace, out var sofar)) workspaces[workspace] = new HashSet<Permission>([.. sofar, .. grant.Permissions]);
            else workspaces[workspace] = grant.Permissions;
        }

        return new Rights(organization, workspaces);
    }

    /// <summary>The same, held to what a key's scopes name.</summary>
    public Rights HeldTo(IReadOnlySet<Permission> scopes) => new(
        Cut(Organization, scopes), _workspaces.ToDictionary(pair => pair.Key, IReadOnlySet<Permission> (pair) => Cut(pair.Value, scopes)));

    /// <summary>The same in workspaces, with other rights in the organization.</summary>
    public Rights Over(IReadOnlySet<Permission> organization) => new(organization, _workspaces);

    public bool May(Permission permission) => Organization.Contains(permission);

    public bool MayIn(Permission permission, WorkspaceId workspace) =>
        Organization.Contains(permission) || _workspaces.TryGetValue(workspace, out var here) && here.Contains(permission);

    public bool MayAnywhere(Permission permission) => Organization.Contains(permission) || _workspaces.Values.Any(here => here.Contains(permission));

    /// <summary>Workspaces where it may, beyond those that the organization's right covers.</summary>
    public IReadOnlyList<WorkspaceId> WorkspacesWith(Permission permission) =>
        [.. _workspaces.Where(pair => pair.Value.Contains(permission)).Select(pair => pair.Key)];

    /// <summary>What of the others' rights these lack; null: nothing, so whoever has these may give those.</summary>
    public (Permission Permission, WorkspaceId? Workspace)? Lacks(Rights others)
    {
        foreach (var permission in others.Organization)
            if (!May(permission)) return (permission, null);
        foreach (var (workspace, permissions) in others._workspaces)
            foreach (var permission in permissions)
                if (!MayIn(permission, workspace)) return (permission, workspace);
        return null;
    }

    private static HashSet<Permission> Cut(IReadOnlySet<Permission> permissions, IReadOnlySet<Permission> scopes) => [.. permissions.Where(scopes.Contains)];
}
