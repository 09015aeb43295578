using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Roles;

namespace Claviger.Storage.Roles;

/// <summary>Custom roles. A stored permission that this program doesn't know gives nothing.</summary>
public static class RoleStore
{
    private const string Columns =
        "id AS Id, organization_id AS OrganizationId, name AS Name, description AS Description, permissions AS Permissions, created_at_ms AS CreatedAtMs, updated_at_ms AS UpdatedAtMs";

    public static void Add(AdminTransaction tx, Role role) => tx.Execute(
        """
        INSERT INTO rbac_roles (id, organization_id, name, description, permissions, created_at_ms, updated_at_ms)
        VALUES (@id, @organization, @name, @description, @permissions, @at, @at)
        """,
        new
        {
            id = role.Id.Value,
            organization = role.Organization.Value,
            name = role.Name,
            description = role.Description,
            permissions = TextOf(role.Permissions),
            at = role.CreatedAt.ToUnixTimeMilliseconds(),
        });

    public static void Update(AdminTransaction tx, Role role) => tx.Execute(
        "UPDATE rbac_roles SET name = @name, description = @description, permissions = @permissions, updated_at_ms = @at WHERE id = @id",
        new { id = role.Id.Value, name = role.Name, description = role.Description, permissions = TextOf(role.Permissions), at = role.UpdatedAt.ToUnixTimeMilliseconds() });

    /// <summary>With everything that it was assigned to.</summary>
    public static void Delete(AdminTransaction tx, RoleId id)
    {
        tx.Execute("DELETE FROM role_assignments WHERE role_id = @id", new { id = id.Value });
        tx.Execute("DELETE FROM rbac_roles WHERE id = @id", new { id = id.Value });
    }

    public static bool NameTaken(AdminTransaction tx, OrganizationId organization, string name, string exceptId) =>
        tx.First<string>(
            "SELECT id FROM rbac_roles WHERE organization_id = @organization AND name = @name AND id <> @exceptId", new { organization = organization.Value, name, exceptId }) is not null;

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static Role? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM rbac_roles WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToRole();

    public static Role? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"SELECT {Columns} FROM rbac_roles WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToRole();

    public static IReadOnlyList<Role> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>($"SELECT {Columns} FROM rbac_roles WHERE organization_id = @organization ORDER BY created_at_ms, id", new { organization = organization.Value })
            .Select(row => row.ToRole()).ToList();

    internal static string TextOf(IReadOnlySet<Permission> permissions) =>
        JsonSerializer.Serialize(permissions.Select(PermissionNames.Of).Order(StringComparer.Ordinal));

    internal static IReadOnlySet<Permission> PermissionsIn(string text) =>
        JsonSerializer.Deserialize<string[]>(text)!.Select(PermissionNames.Find).Where(permission => permission is not null).Select(permission => permission!.Value).ToHashSet();

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Description { get; init; }
        public string Permissions { get; init; } = "[]";
        public long CreatedAtMs { get; init; }
        public long UpdatedAtMs { get; init; }

        public Role ToRole() => new(
            new RoleId(Id), new OrganizationId(OrganizationId), Name, Description, PermissionsIn(Permissions),
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs));
    }
}
