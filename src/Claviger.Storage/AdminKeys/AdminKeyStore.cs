using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;

namespace Claviger.Storage.AdminKeys;

public static class AdminKeyStore
{
    public static void Add(AdminTransaction tx, AdminKey key) => tx.Execute(
        """
        INSERT INTO admin_keys (id, organization_id, name, member_id, secret_id, digest, pepper_version, secret_hint, status, created_at_ms, expires_at_ms)
        VALUES (@id, @organization, @name, @member, @secret, @digest, @pepper, @hint, @status, @at, @expires)
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
        });

    public static IReadOnlyList<AdminKey> AllLive(Reader reader) =>
        reader.Query<Row>(
            """
            SELECT id AS Id, organization_id AS OrganizationId, name AS Name, member_id AS MemberId, secret_id AS SecretId, digest AS Digest,
                   pepper_version AS PepperVersion, secret_hint AS SecretHint, status AS Status, created_at_ms AS CreatedAtMs, expires_at_ms AS ExpiresAtMs
            FROM admin_keys WHERE status = 0
            """).Select(row => row.ToKey()).ToList();

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

        public AdminKey ToKey() => new(
            new AdminKeyId(Id), new OrganizationId(OrganizationId), Name, MemberId is null ? null : new MemberId(MemberId),
            Claviger.Core.Keys.SecretId.TryParse(SecretId)!.Value, Digest, PepperVersion, SecretHint, (KeyStatus)Status,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs), ExpiresAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null);
    }
}
