using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Storage.Roles;

namespace Claviger.Storage.AdminKeys;

public static class AdminKeyStore
{
    private const string Columns =
        """
        id AS Id, organization_id AS OrganizationId, name AS Name, member_id AS MemberId, secret_id AS SecretId, digest AS Digest,
        pepper_version AS PepperVersion, secret_hint AS SecretHint, status AS Status, created_at_ms AS CreatedAtMs, expires_at_ms AS ExpiresAtMs,
        owner_type AS OwnerType, owner_id AS OwnerId, scopes AS Scopes,
        first_used_at_ms AS FirstUsedAtMs, last_used_at_ms AS LastUsedAtMs
        """;

    public static void Add(AdminTransaction tx, AdminKey key) => tx.Execute(
        """
        INSERT INTO admin_keys (id, organization_id, name, member_id, secret_id, digest, pepper_version, secret_hint, status, created_at_ms, expires_at_ms,
                                owner_type, owner_id, scopes)
        VALUES (@id, @organization, @name, @member, @secret, @digest, @pepper, @hint, @status, @at, @expires, @ownerType, @ownerId, @scopes)
        """,
        new
        {
            id = key.Id.Value,
            organization = key.Organization.Value,
            name = key.Name,
            member = key.Member?.Value,
            secret = key.SecretId.ToString(),
            digest = key.Digest,
            pepper = key.PepperVersion,
            hint = key.SecretHint,
            status = (int)key.Status,
            at = key.CreatedAt.ToUnixTimeMilliseconds(),
            expires = key.ExpiresAt?.ToUnixTimeMilliseconds(),
            ownerType = key.Owner.Type,
            ownerId = key.Owner.Id,
            scopes = key.Scopes is null ? null : RoleStore.TextOf(key.Scopes),
        });

    /// <summary>Name and status; everything else about a key is for life.</summary>
    public static void Update(AdminTransaction tx, AdminKey key) =>
        tx.Execute("UPDATE admin_keys SET name = @name, status = @status WHERE id = @id", new { id = key.Id.Value, name = key.Name, status = (int)key.Status });

    /// <summary>Ends every key that acts as the owner, for good; gives their ids.</summary>
    public static IReadOnlyList<string> ArchiveAllOf(AdminTransaction tx, AdminKeyOwner owner) => tx.Query<string>(
        "UPDATE admin_keys SET status = @archived WHERE owner_type = @type AND owner_id = @id AND status <> @archived RETURNING id",
        new { type = owner.Type, id = owner.Id, archived = (int)KeyStatus.Archived }).ToList();

    /// <summary>Archived ones left out, in order of creation.</summary>
    public static IReadOnlyList<AdminKey> OwnedBy(AdminTransaction tx, AdminKeyOwner owner) => tx.Query<Row>(
        $"SELECT {Columns} FROM admin_keys WHERE owner_type = @type AND owner_id = @id AND status <> @archived ORDER BY created_at_ms, id",
        new { type = owner.Type, id = owner.Id, archived = (int)KeyStatus.Archived }).Select(row => row.ToKey()).ToList();

    /// <summary>Those that don't act as the member, and whose secret they saw because they made them. Archived ones left out.</summary>
    public static IReadOnlyList<AdminKey> MadeBy(AdminTransaction tx, MemberId member) => tx.Query<Row>(
        $"SELECT {Columns} FROM admin_keys WHERE member_id = @id AND owner_type <> @user AND status <> @archived ORDER BY created_at_ms, id",
        new { id = member.Value, user = AdminKeyOwner.UserType, archived = (int)KeyStatus.Archived }).Select(row => row.ToKey()).ToList();

    public static bool LiveNameTaken(AdminTransaction tx, OrganizationId organization, AdminKeyOwner owner, string name, string exceptId) => tx.First<string>(
        """
        SELECT id FROM admin_keys
        WHERE organization_id = @organization AND owner_type = @type AND COALESCE(owner_id, '') = @id AND name = @name AND status <> @archived AND id <> @exceptId
        """,
        new { organization = organization.Value, type = owner.Type, id = owner.Id ?? "", name, archived = (int)KeyStatus.Archived, exceptId }) is not null;

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static AdminKey? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM admin_keys WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToKey();

    public static AdminKey? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"SELECT {Columns} FROM admin_keys WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToKey();

    /// <summary>In order of creation, archived ones too.</summary>
    public static IReadOnlyList<AdminKey> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>($"SELECT {Columns} FROM admin_keys WHERE organization_id = @organization ORDER BY created_at_ms, id", new { organization = organization.Value })
            .Select(row => row.ToKey()).ToList();

    /// <summary>Newest first, from behind a position.</summary>
    /// <param name="ownerType">Null: whoever they act as.</param>
    /// <param name="archived">Those alone; otherwise all others.</param>
    public static IReadOnlyList<AdminKey> Newest(Reader reader, OrganizationId organization, string? ownerType, string? ownerId, bool archived, (long AtMs, string Id)? after, int limit) => reader.Query<Row>(
        $"""
        SELECT {Columns} FROM admin_keys WHERE organization_id = @organization AND status {(archived ? "=" : "<>")} @dead
        {(ownerType is null ? "" : "AND owner_type = @ownerType")} {(ownerId is null ? "" : "AND owner_id = @ownerId")} {(after is null ? "" : "AND created_at_ms <= @at AND (created_at_ms < @at OR id < @id)")}
        ORDER BY created_at_ms DESC, id DESC LIMIT @limit
        """,
        new { organization = organization.Value, dead = (int)KeyStatus.Archived, ownerType, ownerId, at = after?.AtMs, id = after?.Id, limit }).Select(row => row.ToKey()).ToList();

    public static IReadOnlyList<AdminKey> AllLive(Reader reader) => reader.Query<Row>($"SELECT {Columns} FROM admin_keys WHERE status = 0").Select(row => row.ToKey()).ToList();

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public string? MemberId { get; init; }
        public string SecretId { get; init; } = "";
        public byte[] Digest { get; init; } = [];
        public int PepperVersion { get; init; }
        public string SecretHint { get; init; } = "";
        public int Status { get; init; }
        public long CreatedAtMs { get; init; }
        public long? ExpiresAtMs { get; init; }
        public string OwnerType { get; init; } = "";
        public string? OwnerId { get; init; }
        public string? Scopes { get; init; }
        public long? FirstUsedAtMs { get; init; }
        public long? LastUsedAtMs { get; init; }

        public AdminKey ToKey() => new(
            new AdminKeyId(Id), new OrganizationId(OrganizationId), Name, MemberId is null ? null : new MemberId(MemberId),
            Claviger.Core.Keys.SecretId.TryParse(SecretId)!.Value, Digest, PepperVersion, SecretHint, (KeyStatus)Status,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs), ExpiresAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null)
        {
            Owner = new AdminKeyOwner(OwnerType, OwnerId),
            Scopes = Scopes is null ? null : RoleStore.PermissionsIn(Scopes),
            FirstUsedAt = FirstUsedAtMs is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first) : null,
            LastUsedAt = LastUsedAtMs is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null,
        };
    }
}
