using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Invites;
using Claviger.Core.Keys;

namespace Claviger.Storage.Invites;

public static class InviteStore
{
    private const string Columns =
        """
        id AS Id, organization_id AS OrganizationId, email AS Email, role AS Role, group_ids AS GroupIds, secret_id AS SecretId, digest AS Digest,
        pepper_version AS PepperVersion, invited_by AS InvitedBy, invited_at_ms AS InvitedAtMs, expires_at_ms AS ExpiresAtMs,
        accepted_at_ms AS AcceptedAtMs, deleted_at_ms AS DeletedAtMs
        """;

    public static void Add(AdminTransaction tx, Invite invite) => tx.Execute(
        """
        INSERT INTO invites (id, organization_id, email, email_folded, role, group_ids, secret_id, digest, pepper_version, invited_by, invited_at_ms, expires_at_ms)
        VALUES (@id, @organization, @email, @folded, @role, @groups, @secret, @digest, @pepper, @by, @at, @expires)
        """,
        new
        {
            id = invite.Id.Value,
            organization = invite.Organization.Value,
            email = invite.Email,
            folded = invite.Email.ToLowerInvariant(),
            role = (int)invite.Role,
            groups = JsonSerializer.Serialize(invite.Groups),
            secret = invite.SecretId.ToString(),
            digest = invite.Digest,
            pepper = invite.PepperVersion,
            by = invite.InvitedBy?.Value,
            at = invite.InvitedAt.ToUnixTimeMilliseconds(),
            expires = invite.ExpiresAt.ToUnixTimeMilliseconds(),
        });

    public static void Accept(AdminTransaction tx, InviteId id, MemberId member, DateTimeOffset at) =>
        tx.Execute("UPDATE invites SET accepted_at_ms = @at, accepted_as = @member WHERE id = @id", new { id = id.Value, member = member.Value, at = at.ToUnixTimeMilliseconds() });

    public static void Delete(AdminTransaction tx, InviteId id, DateTimeOffset at) =>
        tx.Execute("UPDATE invites SET deleted_at_ms = @at WHERE id = @id", new { id = id.Value, at = at.ToUnixTimeMilliseconds() });

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static Invite? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM invites WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToInvite();

    public static Invite? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"SELECT {Columns} FROM invites WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToInvite();

    public static Invite? FindBySecret(AdminTransaction tx, SecretId secret) =>
        tx.First<Row>($"SELECT {Columns} FROM invites WHERE secret_id = @secret", new { secret = secret.ToString() })?.ToInvite();

    public static Invite? FindBySecret(Reader reader, SecretId secret) =>
        reader.First<Row>($"SELECT {Columns} FROM invites WHERE secret_id = @secret", new { secret = secret.ToString() })?.ToInvite();

    /// <summary>Neither accepted nor deleted nor past its end.</summary>
    public static Invite? PendingOf(AdminTransaction tx, OrganizationId organization, string email, DateTimeOffset now) =>
        tx.First<Row>(
            $"""
            SELECT {Columns} FROM invites
            WHERE organization_id = @organization AND email_folded = @folded AND accepted_at_ms IS NULL AND deleted_at_ms IS NULL AND expires_at_ms > @now
            """,
            new { organization = organization.Value, folded = email.ToLowerInvariant(), now = now.ToUnixTimeMilliseconds() })?.ToInvite();

    public static int CountPending(AdminTransaction tx, OrganizationId organization, DateTimeOffset now) =>
        tx.One<int>(
            "SELECT COUNT(*) FROM invites WHERE organization_id = @organization AND accepted_at_ms IS NULL AND deleted_at_ms IS NULL AND expires_at_ms > @now",
            new { organization = organization.Value, now = now.ToUnixTimeMilliseconds() });

    /// <summary>Those that the member sent and nobody answered yet.</summary>
    public static IReadOnlyList<Invite> PendingFrom(AdminTransaction tx, MemberId inviter, DateTimeOffset now) =>
        tx.Query<Row>(
            $"SELECT {Columns} FROM invites WHERE invited_by = @inviter AND accepted_at_ms IS NULL AND deleted_at_ms IS NULL AND expires_at_ms > @now",
            new { inviter = inviter.Value, now = now.ToUnixTimeMilliseconds() }).Select(row => row.ToInvite()).ToList();

    /// <summary>In order of sending; deleted ones are left out.</summary>
    public static IReadOnlyList<Invite> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>(
            $"SELECT {Columns} FROM invites WHERE organization_id = @organization AND deleted_at_ms IS NULL ORDER BY invited_at_ms, id", new { organization = organization.Value })
            .Select(row => row.ToInvite()).ToList();

    /// <summary>Neither accepted nor deleted, expired ones too; newest first, from behind <paramref name="after"/>.</summary>
    public static IReadOnlyList<Invite> Open(Reader reader, OrganizationId organization, (long AtMs, string Id)? after, int limit) =>
        reader.Query<Row>(
            $"""
            SELECT {Columns} FROM invites
            WHERE organization_id = @organization AND accepted_at_ms IS NULL AND deleted_at_ms IS NULL
              AND invited_at_ms <= @at AND (invited_at_ms < @at OR id < @id)
            ORDER BY invited_at_ms DESC, id DESC LIMIT @limit
            """,
            new { organization = organization.Value, at = after?.AtMs ?? long.MaxValue, id = after?.Id ?? "", limit }).Select(row => row.ToInvite()).ToList();

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Email { get; init; } = "";
        public int Role { get; init; }
        public string GroupIds { get; init; } = "[]";
        public string SecretId { get; init; } = "";
        public byte[] Digest { get; init; } = [];
        public int PepperVersion { get; init; }
        public string? InvitedBy { get; init; }
        public long InvitedAtMs { get; init; }
        public long ExpiresAtMs { get; init; }
        public long? AcceptedAtMs { get; init; }
        public long? DeletedAtMs { get; init; }

        public Invite ToInvite() => new(
            new InviteId(Id), new OrganizationId(OrganizationId), Email, (OrganizationRole)Role, JsonSerializer.Deserialize<string[]>(GroupIds)!,
            Claviger.Core.Keys.SecretId.TryParse(SecretId)!.Value, Digest, PepperVersion, InvitedBy is null ? null : new MemberId(InvitedBy),
            DateTimeOffset.FromUnixTimeMilliseconds(InvitedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAtMs))
        {
            AcceptedAt = AcceptedAtMs is { } accepted ? DateTimeOffset.FromUnixTimeMilliseconds(accepted) : null,
            DeletedAt = DeletedAtMs is { } deleted ? DateTimeOffset.FromUnixTimeMilliseconds(deleted) : null,
        };
    }
}
