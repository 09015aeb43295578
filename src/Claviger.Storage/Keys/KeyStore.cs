using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Storage.Principals;

namespace Claviger.Storage.Keys;

/// <summary>The records of API keys; their secrets are in <see cref="KeySecretStore"/>.</summary>
public static class KeyStore
{
    /// <summary><see cref="ApiKey.Number"/> of the argument is ignored; the store gives one.</summary>
    public static ApiKey Add(AdminTransaction tx, OrganizationId organization, ApiKey key)
    {
        PrincipalStore.Intern(tx, key.Owner.Type, key.Owner.Id);
        return tx.One<ApiKeyRow>(
        $"""
        INSERT INTO api_keys (id, organization_id, workspace_id, name, service, environment, owner_type, owner_id, created_by, created_at_ms,
                              status, expires_at_ms, models, networks, max_tokens_ceiling, secret_hint, tier, personal)
        VALUES (@id, @organization, @workspace, @name, @service, @environment, @ownerType, @ownerId, @createdBy, @at,
                @status, @expires, @models, @networks, @ceiling, @hint, @tier, @personal) RETURNING {ApiKeyRow.Columns}
        """,
        new
        {
            id = key.Id.Value,
            organization = organization.Value,
            workspace = key.Workspace.Value,
            name = key.Name,
            service = key.Service,
            environment = key.Environment,
            ownerType = key.Owner.Type,
            ownerId = key.Owner.Id,
            createdBy = key.CreatedBy?.Value,
            at = key.CreatedAt.ToUnixTimeMilliseconds(),
            status = (int)key.Status,
            expires = key.ExpiresAt?.ToUnixTimeMilliseconds(),
            models = JsonSerializer.Serialize(key.Rules.Models),
            networks = JsonSerializer.Serialize(key.Rules.Networks),
            ceiling = key.Rules.MaxTokensCeiling,
            hint = key.SecretHint,
            tier = key.Tier,
            personal = key.IsPersonal ? 1 : 0,
        }).ToKey();
    }

    /// <summary>Name, status, owner, rules, tier and the newest secret's hint; everything else about a key is for life.</summary>
    public static void Update(AdminTransaction tx, ApiKey key)
    {
        PrincipalStore.Intern(tx, key.Owner.Type, key.Owner.Id);
        tx.Execute(
        """
        UPDATE api_keys SET name = @name, status = @status, owner_type = @ownerType, owner_id = @ownerId,
                            models = @models, networks = @networks, max_tokens_ceiling = @ceiling, tier = @tier, secret_hint = @hint
        WHERE id = @id
        """,
        new
        {
            id = key.Id.Value,
            name = key.Name,
            status = (int)key.Status,
            ownerType = key.Owner.Type,
            ownerId = key.Owner.Id,
            models = JsonSerializer.Serialize(key.Rules.Models),
            networks = JsonSerializer.Serialize(key.Rules.Networks),
            ceiling = key.Rules.MaxTokensCeiling,
            tier = key.Tier,
            hint = key.SecretHint,
        });
    }

    /// <summary>Revokes every key of a workspace; gives their ids.</summary>
    public static IReadOnlyList<string> ArchiveAllOf(AdminTransaction tx, WorkspaceId workspace) => tx.Query<string>(
        "UPDATE api_keys SET status = @archived WHERE workspace_id = @workspace AND status <> @archived RETURNING id",
        new { workspace = workspace.Value, archived = (int)KeyStatus.Archived }).ToList();

    /// <summary>Revokes every key that somebody owns; gives their ids.</summary>
    public static IReadOnlyList<string> ArchiveAllOf(AdminTransaction tx, KeyOwner owner) => tx.Query<string>(
        "UPDATE api_keys SET status = @archived WHERE owner_type = @type AND owner_id = @id AND status <> @archived RETURNING id",
        new { type = owner.Type, id = owner.Id, archived = (int)KeyStatus.Archived }).ToList();

    /// <summary>Personal keys of a member, archived ones left out, in order of creation.</summary>
    public static IReadOnlyList<ApiKey> PersonalOf(AdminTransaction tx, MemberId member) => tx.Query<ApiKeyRow>(
        $"SELECT {ApiKeyRow.Columns} FROM api_keys WHERE owner_type = @type AND owner_id = @id AND personal = 1 AND status <> @archived ORDER BY number",
        new { type = KeyOwner.Member, id = member.Value, archived = (int)KeyStatus.Archived }).Select(row => row.ToKey()).ToList();

    /// <summary>Keys of services that a member owns, made, or holds a working secret of; archived ones left out, in order of creation.</summary>
    public static IReadOnlyList<ApiKey> KnownTo(AdminTransaction tx, OrganizationId organization, MemberId member, DateTimeOffset now) => tx.Query<ApiKeyRow>(
        $"""
        SELECT {ApiKeyRow.Columns} FROM api_keys
        WHERE organization_id = @organization AND status <> @archived AND personal = 0
          AND (owner_type = @type AND owner_id = @id OR created_by = @id
               OR id IN (SELECT key_id FROM api_key_secrets WHERE shown_to = @id AND (ends_at_ms IS NULL OR ends_at_ms > @now)))
        ORDER BY number
        """,
        new { organization = organization.Value, type = KeyOwner.Member, id = member.Value, archived = (int)KeyStatus.Archived, now = now.ToUnixTimeMilliseconds() })
        .Select(row => row.ToKey()).ToList();

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static ApiKey? Find(AdminTransaction tx, OrganizationId organization, string id) => tx.First<ApiKeyRow>(
        $"SELECT {ApiKeyRow.Columns} FROM api_keys WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToKey();

    public static ApiKey? Find(Reader reader, OrganizationId organization, string id) => reader.First<ApiKeyRow>(
        $"SELECT {ApiKeyRow.Columns} FROM api_keys WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToKey();

    public static bool LiveNameTaken(AdminTransaction tx, OrganizationId organization, string name, string exceptId) => tx.First<string>(
        "SELECT id FROM api_keys WHERE organization_id = @organization AND name = @name AND status <> @archived AND id <> @exceptId",
        new { organization = organization.Value, name, archived = (int)KeyStatus.Archived, exceptId }) is not null;

    /// <summary>Keyset page in order of creation: numbers above <paramref name="after"/>, or the last ones below <paramref name="before"/>.</summary>
    /// <param name="within">Ids of workspaces; null: all of them.</param>
    public static IReadOnlyList<ApiKey> Page(
        Reader reader, OrganizationId organization, string? workspaceId, string? createdBy, KeyStatus? status, long nowMs, int? after, int? before, int limit,
        IReadOnlyList<string>? within = null)
    {
        // "expired" is derived: stored active or inactive, past its end.
        var rows = reader.Query<ApiKeyRow>(
            $"""
            SELECT {ApiKeyRow.Columns} FROM api_keys
            WHERE organization_id = @organization
              AND (@workspaceId IS NULL OR workspace_id = @workspaceId)
              AND (@createdBy IS NULL OR created_by = @createdBy)
              AND (@status IS NULL
                   OR (@status = 3 AND status <> 2 AND expires_at_ms <= @nowMs)
                   OR (@status = 2 AND status = 2)
                   OR (@status < 2 AND status = @status AND (expires_at_ms IS NULL OR expires_at_ms > @nowMs)))
              {(within is null ? "" : "AND workspace_id IN @within")}
              AND (@after IS NULL OR number > @after) AND (@before IS NULL OR number < @before)
            ORDER BY number {(before is null ? "" : "DESC")} LIMIT @limit
            """,
            new { organization = organization.Value, workspaceId, createdBy, status = (int?)status, nowMs, after, before, limit, within }).Select(row => row.ToKey()).ToList();
        if (before is not null) rows.Reverse();
        return rows;
    }

    /// <summary>Ids by the numbers that usage rows carry.</summary>
    public static IReadOnlyDictionary<int, string> Ids(Reader reader, OrganizationId organization, IEnumerable<int> numbers) =>
        Of(reader, organization, numbers).ToDictionary(pair => pair.Key, pair => pair.Value.Id.Value);

    /// <summary>By id; those that aren't there are left out.</summary>
    public static IReadOnlyDictionary<string, ApiKey> OfIds(Reader reader, OrganizationId organization, IEnumerable<string> ids) =>
        reader.Query<ApiKeyRow>($"SELECT {ApiKeyRow.Columns} FROM api_keys WHERE id IN @ids AND {OwnRows.Only}", new { organization = organization.Value, ids = ids.ToList() })
            .Select(row => row.ToKey()).ToDictionary(key => key.Id.Value);

    /// <summary>Keys by the numbers that usage rows carry.</summary>
    public static IReadOnlyDictionary<int, ApiKey> Of(Reader reader, OrganizationId organization, IEnumerable<int> numbers)
    {
        var keys = new Dictionary<int, ApiKey>();
        // SQLite takes 32,766 parameters a statement.
        foreach (var part in numbers.Distinct().Chunk(10_000))
            foreach (var row in reader.Query<ApiKeyRow>(
                $"SELECT {ApiKeyRow.Columns} FROM api_keys WHERE number IN @part AND {OwnRows.Only}", new { organization = organization.Value, part }))
                keys[row.Number] = row.ToKey();
        return keys;
    }

    /// <summary>All keys that could admit a request: not revoked. For the snapshot.</summary>
    public static IReadOnlyList<ApiKey> AllLive(Reader reader) =>
        reader.Query<ApiKeyRow>($"SELECT {ApiKeyRow.Columns} FROM api_keys WHERE status <> 2").Select(row => row.ToKey()).ToList();
}
