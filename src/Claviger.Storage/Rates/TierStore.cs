using Claviger.Core;
using Claviger.Core.Rates;

namespace Claviger.Storage.Rates;

/// <summary>An organization's own tiers, and those that ship with its own figures laid over them.</summary>
public static class TierStore
{
    private const string Columns = "name AS Name, display_name AS DisplayName, classes AS Classes";

    /// <exception cref="FormatException">A stored tier can't be read: such a snapshot must not be built.</exception>
    public static TierBook Book(Reader reader, OrganizationId organization) =>
        new(reader.Query<Row>($"SELECT {Columns} FROM tiers WHERE organization_id = @organization", new { organization = organization.Value }).Select(row => row.ToTier()));

    public static TierBook Book(AdminTransaction tx, OrganizationId organization) =>
        new(tx.Query<Row>($"SELECT {Columns} FROM tiers WHERE organization_id = @organization", new { organization = organization.Value }).Select(row => row.ToTier()));

    public static void Put(AdminTransaction tx, OrganizationId organization, Tier tier, DateTimeOffset at) => tx.Execute(
        """
        INSERT INTO tiers (organization_id, name, display_name, classes, created_at_ms, updated_at_ms) VALUES (@organization, @name, @title, @classes, @at, @at)
        ON CONFLICT (organization_id, name) DO UPDATE SET display_name = excluded.display_name, classes = excluded.classes, updated_at_ms = excluded.updated_at_ms
        """,
        new { organization = organization.Value, name = tier.Name, title = tier.DisplayName, classes = TierJson.Write(tier.Classes), at = at.ToUnixTimeMilliseconds() });

    public static void Delete(AdminTransaction tx, OrganizationId organization, string name) =>
        tx.Execute("DELETE FROM tiers WHERE organization_id = @organization AND name = @name", new { organization = organization.Value, name });

    /// <summary>Revoked keys and archived workspaces lose the name too: another tier of that name may come one day.</summary>
    public static void ForgetEnded(AdminTransaction tx, OrganizationId organization, string name) => tx.Execute(
        """
        UPDATE api_keys SET tier = NULL WHERE organization_id = @organization AND tier = @name AND status = 2;
        UPDATE workspaces SET tier = NULL WHERE organization_id = @organization AND tier = @name AND archived_at_ms IS NOT NULL
        """,
        new { organization = organization.Value, name });

    /// <summary>Who would be without limits if it went: revoked keys and archived workspaces don't count.</summary>
    public static TierUse UseOf(AdminTransaction tx, OrganizationId organization, string name) => tx.One<TierUse>(
        """
        SELECT (SELECT COUNT(*) FROM api_keys WHERE organization_id = @organization AND tier = @name AND status <> 2) AS Keys,
               (SELECT COUNT(*) FROM workspaces WHERE organization_id = @organization AND tier = @name AND archived_at_ms IS NULL) AS Workspaces,
               (SELECT COUNT(*) FROM organizations WHERE id = @organization AND tier = @name) AS Organizations
        """,
        new { organization = organization.Value, name });

    /// <summary>Keys that have it and aren't revoked, counted as far as <paramref name="most"/>.</summary>
    public static int CountKeys(Reader reader, OrganizationId organization, string name, int most) => reader.First<int>(
        "SELECT COUNT(*) FROM (SELECT number FROM api_keys WHERE organization_id = @organization AND tier = @name AND status <> 2 LIMIT @most) k", new { organization = organization.Value, name, most });

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string Classes { get; init; } = "{}";

        public Tier ToTier() => TierBook.Own(Name, DisplayName, TierJson.Read(Classes));
    }
}
