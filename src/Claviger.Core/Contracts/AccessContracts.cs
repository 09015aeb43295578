namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/access/explain</c> (Claviger's): whether somebody may do something, and why.</summary>
/// <param name="Reasons">Each role that gives it there; none when it isn't allowed.</param>
/// <param name="Blocked">What takes it away again although a role gives it: the scopes or the state of the key; null: nothing.</param>
/// <param name="Elsewhere">Workspaces where the actor has it.</param>
/// <param name="GivenBy">Built-in roles that would give it.</param>
public sealed record AccessExplanationView(
    string Type, ActorRef Actor, string Permission, string? WorkspaceId, bool Allowed, IReadOnlyList<AccessReasonView> Reasons, string? Blocked,
    IReadOnlyList<string> Elsewhere, IReadOnlyList<string> GivenBy);

/// <param name="Role">Identifier or id of the role.</param>
/// <param name="WorkspaceId">Where the role holds; null: in the whole organization.</param>
/// <param name="Source">organization_role, workspace_membership, default_workspace, role_assignment, group, or key for an organization's key.</param>
/// <param name="ViaGroupId">The group that the role came through; null otherwise.</param>
public sealed record AccessReasonView(string Role, string? WorkspaceId, string Source, string? ViaGroupId);
