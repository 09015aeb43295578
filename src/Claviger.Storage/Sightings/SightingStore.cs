using Claviger.Core;
using Claviger.Core.Sightings;

namespace Claviger.Storage.Sightings;

/// <summary>Where keys were used from. Books, not policy: written a little later, without an audit entry.</summary>
public static class SightingStore
{
    private const string Columns = "s.key AS Key, s.network AS Network, s.environment AS Environment, s.client AS Client, s.first_at_ms AS FirstMs, s.last_at_ms AS LastMs";

    /// <summary>Keeps the earliest first and the latest last: several nodes tell of their own.</summary>
    public static Task SeenAsync(Database database, IReadOnlyList<Sighting> sightings, CancellationToken ct) => database.WriteBooksAsync(
        """
        INSERT INTO key_sightings (key, network, environment, client, first_at_ms, last_at_ms) VALUES (@Key, @Network, @Environment, @Client, @First, @Last)
        ON CONFLICT (key, network, environment, client) DO UPDATE SET
            first_at_ms = CASE WHEN key_sightings.first_at_ms < excluded.first_at_ms THEN key_sightings.first_at_ms ELSE excluded.first_at_ms END,
            last_at_ms = CASE WHEN key_sightings.last_at_ms > excluded.last_at_ms THEN key_sightings.last_at_ms ELSE excluded.last_at_ms END
        """,
        sightings.Select(seen => new { seen.Key, seen.Network, seen.Environment, seen.Client, First = seen.FirstAt.ToUnixTimeMilliseconds(), Last = seen.LastAt.ToUnixTimeMilliseconds() }).ToArray(), ct);

    /// <summary>Nothing judges by what is so old.</summary>
    public static Task ForgetAsync(Database database, DateTimeOffset before, CancellationToken ct) =>
        database.WriteBooksAsync("DELETE FROM key_sightings WHERE last_at_ms < @before", new { before = before.ToUnixTimeMilliseconds() }, ct);

    /// <summary>Of keys that aren't revoked.</summary>
    public static IReadOnlyList<Sighting> AllSince(Reader reader, OrganizationId organization, DateTimeOffset since) => reader.Query<Row>(
        $"SELECT {Columns} FROM key_sightings s JOIN api_keys k ON k.number = s.key WHERE k.organization_id = @organization AND k.status <> 2 AND s.last_at_ms >= @since ORDER BY s.key, s.last_at_ms DESC",
        new { organization = organization.Value, since = since.ToUnixTimeMilliseconds() }).Select(row => row.ToSighting()).ToList();

    /// <summary>Of one key, latest first.</summary>
    public static IReadOnlyList<Sighting> Of(Reader reader, int key) =>
        reader.Query<Row>($"SELECT {Columns} FROM key_sightings s WHERE s.key = @key ORDER BY s.last_at_ms DESC, s.network, s.client", new { key }).Select(row => row.ToSighting()).ToList();

    private sealed record Row
    {
        public int Key { get; init; }
        public string Network { get; init; } = "";
        public string Environment { get; init; } = "";
        public string Client { get; init; } = "";
        public long FirstMs { get; init; }
        public long LastMs { get; init; }

        public Sighting ToSighting() => new(Key, Network, Environment, Client, DateTimeOffset.FromUnixTimeMilliseconds(FirstMs), DateTimeOffset.FromUnixTimeMilliseconds(LastMs));
    }
}
