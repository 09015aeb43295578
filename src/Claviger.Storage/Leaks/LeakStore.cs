using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;

namespace Claviger.Storage.Leaks;

/// <summary>Finds tokens of every kind and state by their ids, and keeps where they were seen.</summary>
public static class LeakStore
{
    /// <summary>Ids a statement. SQLite finds a parameter by walking through all of them: ten thousand at once take seconds.</summary>
    private const int AtOnce = 250;

    /// <param name="ids">Of one kind.</param>
    public static IReadOnlyDictionary<SecretId, KnownToken> Find(Reader reader, KeyTokenKind kind, IReadOnlyCollection<SecretId> ids)
    {
        var found = new Dictionary<SecretId, KnownToken>(ids.Count);
        foreach (var part in ids.Select(id => id.ToString()).Chunk(AtOnce))
            foreach (var row in reader.Query<Row>(StatementOf(kind), new { part }))
                if (SecretId.TryParse(row.SecretId) is { } id)
                    found[id] = new KnownToken(kind, id, new OrganizationId(row.OrganizationId), row.Holder, row.Digest, row.PepperVersion);
        return found;
    }

    /// <returns>False: it was seen there before, under the same policy.</returns>
    public static bool AddSighting(AdminTransaction tx, KnownToken token, LeakPlace place, LeakPolicy policy, DateTimeOffset at) => tx.Execute(
        "INSERT INTO leak_sightings (token, place, policy, at_ms) VALUES (@token, @place, @policy, @at) ON CONFLICT DO NOTHING",
        new { token = token.PublicPart, place = place.Digest(), policy = (int)policy, at = at.ToUnixTimeMilliseconds() }) == 1;

    private static string StatementOf(KeyTokenKind kind) => kind switch
    {
        KeyTokenKind.ApiKey =>
            """
            SELECT s.secret_id AS SecretId, k.organization_id AS OrganizationId, k.id AS Holder, s.digest AS Digest, s.pepper_version AS PepperVersion
            FROM api_key_secrets s JOIN api_keys k ON k.id = s.key_id WHERE s.secret_id IN @part
            """,
        KeyTokenKind.AdminKey => OfOwnTable("admin_keys"),
        KeyTokenKind.Invite => OfOwnTable("invites"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string OfOwnTable(string table) =>
        $"SELECT secret_id AS SecretId, organization_id AS OrganizationId, id AS Holder, digest AS Digest, pepper_version AS PepperVersion FROM {table} WHERE secret_id IN @part";

    private sealed record Row
    {
        public string SecretId { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Holder { get; init; } = "";
        public byte[] Digest { get; init; } = [];
        public int PepperVersion { get; init; }
    }
}
