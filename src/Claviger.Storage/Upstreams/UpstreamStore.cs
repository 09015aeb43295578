using Claviger.Core;
using Claviger.Core.Upstreams;
using Claviger.Storage.Secrets;

namespace Claviger.Storage.Upstreams;

/// <summary>Upstreams, and their credentials sealed. Only <see cref="AllWithCredentials"/> opens one, for the snapshot.</summary>
public static class UpstreamStore
{
    public static void Add(AdminTransaction tx, Upstream upstream, DateTimeOffset at) => tx.Execute(
        "INSERT INTO upstreams (id, organization_id, name, base_url, created_at_ms) VALUES (@id, @organization, @name, @url, @at)",
        new { id = upstream.Id.Value, organization = upstream.Organization.Value, name = upstream.Name, url = upstream.BaseUrl.ToString(), at = at.ToUnixTimeMilliseconds() });

    public static void MoveTo(AdminTransaction tx, UpstreamId id, Uri baseUrl) =>
        tx.Execute("UPDATE upstreams SET base_url = @url WHERE id = @id", new { id = id.Value, url = baseUrl.ToString() });

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

    /// <exception cref="StorageException">A credential doesn't open.</exception>
    public static IReadOnlyList<(Upstream Upstream, string Credential)> AllWithCredentials(Reader reader, Sealer sealer) =>
        reader.Query<Row>(
            """
            SELECT u.id AS Id, u.organization_id AS OrganizationId, u.name AS Name, u.base_url AS BaseUrl, c.version AS Version, c.sealed AS Sealed
            FROM upstreams u JOIN upstream_credentials c ON c.upstream_id = u.id
            WHERE c.version = (SELECT MAX(version) FROM upstream_credentials WHERE upstream_id = u.id)
            ORDER BY u.created_at_ms, u.id
            """)
            .Select(row => (
                new Upstream(new UpstreamId(row.Id), new OrganizationId(row.OrganizationId), row.Name, new Uri(row.BaseUrl)),
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
    }
}
