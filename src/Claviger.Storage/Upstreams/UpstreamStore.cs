using Claviger.Core;
using Claviger.Core.Upstreams;
using Claviger.Storage.Secrets;

namespace Claviger.Storage.Upstreams;

/// <summary>Upstreams, and their credentials sealed. Only <see cref="AllWithCredentials"/> opens one, for the snapshot.</summary>
public static class UpstreamStore
{
    /// <param name="isDefault">The one in the configuration.</param>
    public static void Add(AdminTransaction tx, Upstream upstream, bool isDefault, DateTimeOffset at) => tx.Execute(
        "INSERT INTO upstreams (id, organization_id, name, base_url, created_at_ms, is_default) VALUES (@id, @organization, @name, @url, @at, @isDefault)",
        new { isDefault = isDefault ? 1 : 0, id = upstream.Id.Value, organization = upstream.Organization.Value, name = upstream.Name, url = upstream.BaseUrl.ToString(), at = at.ToUnixTimeMilliseconds() });

    /// <summary>All of an organization's: they differ in credentials only.</summary>
    public static void MoveTo(AdminTransaction tx, OrganizationId organization, Uri baseUrl) =>
        tx.Execute("UPDATE upstreams SET base_url = @url WHERE organization_id = @organization", new { organization = organization.Value, url = baseUrl.ToString() });

    public static void Rename(AdminTransaction tx, Upstream upstream) => tx.Execute("UPDATE upstreams SET name = @name WHERE id = @id", new { id = upstream.Id.Value, name = upstream.Name });

    /// <summary>With every version of its credential.</summary>
    public static void Delete(AdminTransaction tx, UpstreamId id) => tx.Execute(
        "DELETE FROM upstream_credentials WHERE upstream_id = @id; UPDATE workspaces SET upstream_id = NULL WHERE upstream_id = @id; DELETE FROM upstreams WHERE id = @id", new { id = id.Value });

    /// <summary>How many workspaces use it, archived ones left out.</summary>
    public static int UsedBy(AdminTransaction tx, UpstreamId id) =>
        tx.One<int>("SELECT COUNT(*) FROM workspaces WHERE upstream_id = @id AND archived_at_ms IS NULL", new { id = id.Value });

    private const string WithoutCredential =
        """
        SELECT u.id AS Id, u.organization_id AS OrganizationId, u.name AS Name, u.base_url AS BaseUrl, (SELECT MAX(c.created_at_ms) FROM upstream_credentials c WHERE c.upstream_id = u.id) AS SetAtMs
        FROM upstreams u WHERE u.organization_id = @organization ORDER BY u.is_default DESC, u.created_at_ms, u.id
        """;

    /// <summary>The configured one first, the others in order of creation.</summary>
    public static IReadOnlyList<StoredUpstream> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>(WithoutCredential, new { organization = organization.Value }).Select(row => row.ToStored()).ToList();

    public static IReadOnlyList<StoredUpstream> All(AdminTransaction tx, OrganizationId organization) =>
        tx.Query<Row>(WithoutCredential, new { organization = organization.Value }).Select(row => row.ToStored()).ToList();

    /// <summary>A new version; the older ones stay readable until they are dropped.</summary>
    public static void SetCredential(AdminTransaction tx, Sealer sealer, Upstream upstream, string credential, DateTimeOffset at)
    {
        var version = 1 + tx.One<int>("SELECT COALESCE(MAX(version), 0) FROM upstream_credentials WHERE upstream_id = @id", new { id = upstream.Id.Value });
        tx.Execute(
            "INSERT INTO upstream_credentials (upstream_id, version, sealed, created_at_ms) VALUES (@id, @version, @blob, @at)",
            new
            {
                id = upstream.Id.Value,
                version,
                blob = sealer.Seal(credential, Identity(upstream.Organization.Value, upstream.Id.Value, version)),
                at = at.ToUnixTimeMilliseconds(),
            });
    }

    /// <summary>The configured one first.</summary>
    /// <exception cref="StorageException">A credential doesn't open.</exception>
    public static IReadOnlyList<(Upstream Upstream, string Credential)> AllWithCredentials(Reader reader, Sealer sealer) =>
        reader.Query<Row>(
            """
            SELECT u.id AS Id, u.organization_id AS OrganizationId, u.name AS Name, u.base_url AS BaseUrl, c.version AS Version, c.sealed AS Sealed
            FROM upstreams u JOIN upstream_credentials c ON c.upstream_id = u.id
            WHERE c.version = (SELECT MAX(version) FROM upstream_credentials WHERE upstream_id = u.id)
            ORDER BY u.is_default DESC, u.created_at_ms, u.id
            """)
            .Select(row => (
                row.ToUpstream(),
                sealer.Open(row.Sealed, Identity(row.OrganizationId, row.Id, row.Version))))
            .ToList();

    private static string Identity(string organization, string upstream, int version) => $"upstream_credential|{organization}|{upstream}|{version}";

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public string BaseUrl { get; init; } = "";
        public int Version { get; init; }
        public byte[] Sealed { get; init; } = [];
        public long SetAtMs { get; init; }

        public Upstream ToUpstream() => new(new UpstreamId(Id), new OrganizationId(OrganizationId), Name, new Uri(BaseUrl));

        public StoredUpstream ToStored() => new(ToUpstream(), DateTimeOffset.FromUnixTimeMilliseconds(SetAtMs));
    }
}
