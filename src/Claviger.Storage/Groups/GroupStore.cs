using Claviger.Core;
using Claviger.Core.Groups;

namespace Claviger.Storage.Groups;

public static class GroupStore
{
    internal const string Columns = "id AS Id, organization_id AS OrganizationId, name AS Name, description AS Description, created_at_ms AS CreatedAtMs, updated_at_ms AS UpdatedAtMs";

    public static void Add(AdminTransaction tx, Group group) => tx.Execute(
        "INSERT INTO rbac_groups (id, organization_id, name, description, created_at_ms, updated_at_ms) VALUES (@id, @organization, @name, @description, @at, @at)",
        new { id = group.Id.Value, organization = group.Organization.Value, name = group.Name, description = group.Description, at = group.CreatedAt.ToUnixTimeMilliseconds() });

    public static void Update(AdminTransaction tx, Group group) => tx.Execute(
        "UPDATE rbac_groups SET name = @name, description = @description, updated_at_ms = @at WHERE id = @id",
        new { id = group.Id.Value, name = group.Name, description = group.Description, at = group.UpdatedAt.ToUnixTimeMilliseconds() });

    /// <summary>With its members and what was assigned to it.</summary>
    public static void Delete(AdminTransaction tx, GroupId id)
    {
        tx.Execute("DELETE FROM rbac_group_members WHERE group_id = @id", new { id = id.Value });
        tx.Execute("DELETE FROM role_assignments WHERE principal_type = 'group' AND principal_id = @id", new { id = id.Value });
        tx.Execute("DELETE FROM rbac_groups WHERE id = @id", new { id = id.Value });
    }

    public static bool NameTaken(AdminTransaction tx, OrganizationId organization, string name, string exceptId) =>
        tx.First<string>(
            "SELECT id FROM rbac_groups WHERE organization_id = @organization AND name = @name AND id <> @exceptId", new { organization = organization.Value, name, exceptId }) is not null;

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static Group? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM rbac_groups WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToGroup();

    public static Group? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"SELECT {Columns} FROM rbac_groups WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToGroup();

    public static IReadOnlyList<Group> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>($"SELECT {Columns} FROM rbac_groups WHERE organization_id = @organization ORDER BY created_at_ms, id", new { organization = organization.Value })
            .Select(row => row.ToGroup()).ToList();

    internal sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Description { get; init; }
        public long CreatedAtMs { get; init; }
        public long UpdatedAtMs { get; init; }

        public Group ToGroup() => new(
            new GroupId(Id), new OrganizationId(OrganizationId), Name, Description,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs));
    }
}
