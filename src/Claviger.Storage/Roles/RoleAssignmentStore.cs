using Claviger.Core;
using Claviger.Core.Roles;

namespace Claviger.Storage.Roles;

public static class RoleAssignmentStore
{
    private const string Columns =
        """
        id AS Id, organization_id AS OrganizationId, role_id AS RoleId, principal_type AS PrincipalType, principal_id AS PrincipalId,
        workspace_id AS WorkspaceId, created_at_ms AS CreatedAtMs
        """;

    /// <returns>False when it was assigned before.</returns>
    public static bool Add(AdminTransaction tx, RoleAssignment assignment) => tx.Execute(
        """
        INSERT INTO role_assignments (id, organization_id, role_id, principal_type, principal_id, workspace_id, created_at_ms)
        VALUES (@id, @organization, @role, @type, @principal, @workspace, @at)
        ON CONFLICT (role_id, principal_type, principal_id, workspace_id) DO NOTHING
        """,
        new
        {
            id = assignment.Id.Value,
            organization = assignment.Organization.Value,
            role = assignment.Role,
            type = assignment.PrincipalType,
            principal = assignment.PrincipalId,
            workspace = assignment.Workspace?.Value ?? "",
            at = assignment.CreatedAt.ToUnixTimeMilliseconds(),
        }) > 0;

    public static void Remove(AdminTransaction tx, RoleAssignmentId id) => tx.Execute("DELETE FROM role_assignments WHERE id = @id", new { id = id.Value });

    /// <summary>Ids of the roles that the principal had.</summary>
    public static IReadOnlyList<string> RemoveAllOf(AdminTransaction tx, string principalType, string principalId) =>
        tx.Query<string>("DELETE FROM role_assignments WHERE principal_type = @principalType AND principal_id = @principalId RETURNING role_id", new { principalType, principalId }).ToList();

    public static RoleAssignment? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM role_assignments WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToAssignment();

    public static RoleAssignment? Same(AdminTransaction tx, RoleAssignment assignment) => tx.First<Row>(
        $"SELECT {Columns} FROM role_assignments WHERE role_id = @role AND principal_type = @type AND principal_id = @principal AND workspace_id = @workspace",
        new { role = assignment.Role, type = assignment.PrincipalType, principal = assignment.PrincipalId, workspace = assignment.Workspace?.Value ?? "" })?.ToAssignment();

    public static IReadOnlyList<RoleAssignment> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>($"SELECT {Columns} FROM role_assignments WHERE organization_id = @organization ORDER BY created_at_ms, id", new { organization = organization.Value })
            .Select(row => row.ToAssignment()).ToList();

    /// <summary>Of certain members, accounts or groups, in order of assignment.</summary>
    public static IReadOnlyList<RoleAssignment> OfPrincipals(Reader reader, string type, IReadOnlyCollection<string> ids) => ids.Count == 0 ? [] :
        reader.Query<Row>($"SELECT {Columns} FROM role_assignments WHERE principal_type = @type AND principal_id IN @ids ORDER BY created_at_ms, id", new { type, ids = ids.ToList() })
            .Select(row => row.ToAssignment()).ToList();

    /// <summary>Who has a role, by ids of assignments, behind <paramref name="after"/>.</summary>
    public static IReadOnlyList<RoleAssignment> OfRole(Reader reader, OrganizationId organization, string role, string? after, int limit) =>
        reader.Query<Row>(
            $"SELECT {Columns} FROM role_assignments WHERE role_id = @role AND organization_id = @organization AND id > @after ORDER BY id LIMIT @limit",
            new { organization = organization.Value, role, after = after ?? "", limit }).Select(row => row.ToAssignment()).ToList();

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string RoleId { get; init; } = "";
        public string PrincipalType { get; init; } = "";
        public string PrincipalId { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public long CreatedAtMs { get; init; }

        public RoleAssignment ToAssignment() => new(
            new RoleAssignmentId(Id), new OrganizationId(OrganizationId), RoleId, PrincipalType, PrincipalId,
            WorkspaceId.Length == 0 ? null : new WorkspaceId(WorkspaceId), DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs));
    }
}
