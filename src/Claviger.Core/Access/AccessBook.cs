using Claviger.Core.Groups;
using Claviger.Core.Members;
using Claviger.Core.Roles;
using Claviger.Core.ServiceAccounts;

namespace Claviger.Core.Access;

/// <summary>
/// Everybody's roles at one moment, and what follows from them. Rights are worked out anew for each call from the snapshot's book, so a
/// role that was lowered counts from the next request on. Immutable.
/// </summary>
public sealed class AccessBook
{
    public const string FromOrganizationRole = "organization_role";
    public const string FromMembership = "workspace_membership";
    public const string FromDefaultWorkspace = "default_workspace";
    public const string FromAssignment = "role_assignment";
    public const string FromGroup = "group";

    private readonly WorkspaceId? _default;
    private readonly Dictionary<string, Member> _members;
    private readonly Dictionary<string, ServiceAccount> _accounts;
    private readonly ILookup<string, WorkspaceMember> _memberships;
    private readonly ILookup<string, ServiceAccountWorkspace> _accountMemberships;
    private readonly ILookup<string, GroupId> _groupsOf;
    private readonly Dictionary<string, Role> _roles;
    private readonly ILookup<(string Type, string Id), RoleAssignment> _assignments;

    /// <param name="defaultWorkspace">Null only where there is no organization yet.</param>
    public AccessBook(
        WorkspaceId? defaultWorkspace, IReadOnlyList<Member> members, IReadOnlyList<WorkspaceMember> memberships,
        IReadOnlyList<ServiceAccount> accounts, IReadOnlyList<ServiceAccountWorkspace> accountMemberships,
        IReadOnlyList<GroupMember> groupMembers, IReadOnlyList<Role> roles, IReadOnlyList<RoleAssignment> assignments)
    {
        _default = defaultWorkspace;
        _members = members.ToDictionary(member => member.Id.Value);
        _accounts = accounts.ToDictionary(account => account.Id.Value);
        _memberships = memberships.ToLookup(membership => membership.Member.Value);
        _accountMemberships = accountMemberships.ToLookup(membership => membership.Account.Value);
        _groupsOf = groupMembers.ToLookup(member => member.Member.Value, member => member.Group);
        _roles = roles.ToDictionary(role => role.Id.Value);
        _assignments = assignments.ToLookup(assignment => (assignment.PrincipalType, assignment.PrincipalId));
    }

    public static AccessBook Empty { get; } = new(null, [], [], [], [], [], [], []);

    public int CountAdmins => _members.Values.Count(member => member.Role == OrganizationRole.Admin);

    /// <summary>Null when the person is not, or no longer, a member.</summary>
    public Member? Member(string id) => _members.GetValueOrDefault(id);

    /// <summary>Null when it is unknown or archived.</summary>
    public ServiceAccount? Account(string id) => _accounts.TryGetValue(id, out var account) && account.ArchivedAt is null ? account : null;

    /// <summary>Every reason, none for whoever is not there.</summary>
    public IReadOnlyList<AccessGrant> GrantsOfMember(string id) => Member(id) is not { } member ? [] :
    [
        .. OfOrganizationRole(member.Role),
        .. _memberships[id].Select(membership => OfMembership(membership.Workspace, membership.Role)),
        .. Assigned(RoleAssignment.ToUser, id, FromAssignment, null),
        .. _groupsOf[id].SelectMany(group => GrantsOfGroup(group.Value)),
    ];

    public IReadOnlyList<AccessGrant> GrantsOfAccount(string id) => Account(id) is not { } account ? [] :
    [
        .. OfAccountRole(account.Role),
        .. _accountMemberships[id].Select(membership => OfMembership(membership.Workspace, membership.Role)),
        .. Assigned(RoleAssignment.ToServiceAccount, id, FromAssignment, null),
    ];

    public IReadOnlyList<AccessGrant> GrantsOfGroup(string id) => [.. Assigned(RoleAssignment.ToGroup, id, FromGroup, id)];

    /// <summary>What an organization role brings by itself.</summary>
    public IReadOnlyList<AccessGrant> OfOrganizationRole(OrganizationRole role) => OfOrganizationRole(role, BuiltInRoles.InDefaultWorkspace(role));

    /// <summary>The same for a service account, which is a workspace user of the default workspace whatever its role (Anthropic's rule).</summary>
    public IReadOnlyList<AccessGrant> OfAccountRole(OrganizationRole role) => OfOrganizationRole(role, WorkspaceRole.User);

    /// <summary>Null when there is no such role.</summary>
    public IReadOnlySet<Permission>? PermissionsOf(string role) =>
        _roles.TryGetValue(role, out var custom) ? custom.Permissions
        : WorkspaceRoleNames.Assignable.TryGetValue(role, out var builtIn) ? BuiltInRoles.Of(builtIn)
        : null;

    private List<AccessGrant> OfOrganizationRole(OrganizationRole role, WorkspaceRole inDefault)
    {
        var name = OrganizationRoleNames.Of(role);
        var grants = new List<AccessGrant> { new(name, null, FromOrganizationRole, null, BuiltInRoles.Of(role)) };
        if (BuiltInRoles.Everywhere(role) is { } everywhere) grants.Add(new(WorkspaceRoleNames.Of(everywhere), null, FromOrganizationRole, null, BuiltInRoles.Of(everywhere)));
        else if (_default is { } workspace) grants.Add(new(WorkspaceRoleNames.Of(inDefault), workspace, FromDefaultWorkspace, null, BuiltInRoles.Of(inDefault)));
        return grants;
    }

    private static AccessGrant OfMembership(WorkspaceId workspace, WorkspaceRole role) =>
        new(WorkspaceRoleNames.Of(role), workspace, FromMembership, null, BuiltInRoles.Of(role));

    private IEnumerable<AccessGrant> Assigned(string type, string id, string source, string? via)
    {
        foreach (var assignment in _assignments[(type, id)])
        {
            if (PermissionsOf(assignment.Role) is not { } permissions) continue; // deleted meanwhile: it gives nothing
            // In one workspace a role gives only what can be given for one.
            var given = assignment.Workspace is null ? permissions : new HashSet<Permission>(permissions.Where(BuiltInRoles.WorkspacePermissions.Contains));
            yield return new AccessGrant(assignment.Role, assignment.Workspace, source, via, given);
        }
    }
}
