using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Organizations;

namespace Claviger.Storage.Organizations;

public static class OrganizationStore
{
    private const string Columns = "number AS Number, id AS Id, name AS Name, created_at_ms AS CreatedAtMs, time_zone AS TimeZone, spend_refusals AS SpendRefusals, tier AS Tier";

    public static Organization Add(AdminTransaction tx, OrganizationId id, string name, DateTimeOffset at) =>
        tx.One<Row>(
            $"INSERT INTO organizations (id, name, created_at_ms) VALUES (@id, @name, @at) RETURNING {Columns}",
            new { id = id.Value, name, at = at.ToUnixTimeMilliseconds() }).ToOrganization();

    public static IReadOnlyList<Organization> All(Reader reader) =>
        reader.Query<Row>($"SELECT {Columns} FROM organizations ORDER BY number").Select(row => row.ToOrganization()).ToList();

    public static bool Any(AdminTransaction tx) => tx.One<long>("SELECT COUNT(*) FROM organizations") > 0;

    /// <summary>Null when there is none of that id.</summary>
    public static Organization? Find(AdminTransaction tx, OrganizationId id) =>
        tx.First<Row>($"SELECT {Columns} FROM organizations WHERE id = @id", new { id = id.Value })?.ToOrganization();

    public static Organization? Find(Reader reader, OrganizationId id) =>
        reader.First<Row>($"SELECT {Columns} FROM organizations WHERE id = @id", new { id = id.Value })?.ToOrganization();

    /// <summary>Name, time zone and style of refusals.</summary>
    public static void Update(AdminTransaction tx, Organization organization) => tx.Execute(
        "UPDATE organizations SET name = @name, time_zone = @zone, spend_refusals = @refusals WHERE id = @id",
        new { id = organization.Id.Value, name = organization.Name, zone = organization.TimeZone, refusals = (int)organization.SpendRefusals });

    /// <param name="tier">Null: none.</param>
    public static void SetTier(AdminTransaction tx, OrganizationId id, string? tier) =>
        tx.Execute("UPDATE organizations SET tier = @tier WHERE id = @id", new { id = id.Value, tier });

    private sealed record Row
    {
        public int Number { get; init; }
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public long CreatedAtMs { get; init; }
        public string TimeZone { get; init; } = "";
        public int SpendRefusals { get; init; }
        public string? Tier { get; init; }

        public Organization ToOrganization() => new(new OrganizationId(Id), Number, Name, DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs))
        {
            TimeZone = TimeZone,
            SpendRefusals = (SpendRefusalStyle)SpendRefusals,
            Tier = Tier,
        };
    }
}
