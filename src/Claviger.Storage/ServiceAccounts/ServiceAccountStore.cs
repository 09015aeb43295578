using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.ServiceAccounts;

namespace Claviger.Storage.ServiceAccounts;

public static class ServiceAccountStore
{
    private const string Columns =
        """
        id AS Id, organization_id AS OrganizationId, name AS Name, description AS Description, role AS Role, created_at_ms AS CreatedAtMs,
        updated_at_ms AS UpdatedAtMs, archived_at_ms AS ArchivedAtMs, created_by AS CreatedBy, updated_by AS UpdatedBy, archived_by AS ArchivedBy
        """;

    public static void Add(AdminTransaction tx, ServiceAccount account) => tx.Execute(
        """
        INSERT INTO service_accounts (id, organization_id, name, description, role, created_at_ms, updated_at_ms, created_by)
        VALUES (@id, @organization, @name, @description, @role, @at, @at, @by)
        """,
        new
        {
            id = account.Id.Value,
            organization = account.Organization.Value,
            name = account.Name,
            description = account.Description,
            role = (int)account.Role,
            at = account.CreatedAt.ToUnixTimeMilliseconds(),
            by = account.CreatedBy,
        });

    public static void Update(AdminTransaction tx, ServiceAccount account) => tx.Execute(
        """
        UPDATE service_accounts SET description = @description, role = @role, updated_at_ms = @at, updated_by = @by, archived_at_ms = @archived, archived_by = @archivedBy
        WHERE id = @id
        """,
        new
        {
            id = account.Id.Value,
            description = account.Description,
            role = (int)account.Role,
            at = account.UpdatedAt.ToUnixTimeMilliseconds(),
            by = account.UpdatedBy,
            archived = account.ArchivedAt?.ToUnixTimeMilliseconds(),
            archivedBy = account.ArchivedBy,
        });

    /// <summary>Archived ones keep their name: it stands in logs for ever.</summary>
    public static bool NameTaken(AdminTransaction tx, OrganizationId organization, string name) =>
        tx.First<string>("SELECT id FROM service_accounts WHERE organization_id = @organization AND name = @name", new { organization = organization.Value, name }) is not null;

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static ServiceAccount? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM service_accounts WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToAccount();

    public static ServiceAccount? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"SELECT {Columns} FROM service_accounts WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToAccount();

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<ServiceAccount> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>($"SELECT {Columns} FROM service_accounts WHERE organization_id = @organization ORDER BY created_at_ms DESC, id", new { organization = organization.Value })
            .Select(row => row.ToAccount()).ToList();

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Description { get; init; }
        public int Role { get; init; }
        public long CreatedAtMs { get; init; }
        public long UpdatedAtMs { get; init; }
        public long? ArchivedAtMs { get; init; }
        public string? CreatedBy { get; init; }
        public string? UpdatedBy { get; init; }
        public string? ArchivedBy { get; init; }

        public ServiceAccount ToAccount() => new(
            new ServiceAccountId(Id), new OrganizationId(OrganizationId), Name, Description, (OrganizationRole)Role, DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs))
        {
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs),
            ArchivedAt = ArchivedAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
            CreatedBy = CreatedBy,
            UpdatedBy = UpdatedBy,
            ArchivedBy = ArchivedBy,
        };
    }
}
