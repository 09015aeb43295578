using Claviger.Core;

namespace Claviger.Storage.Offboarding;

/// <summary>The reports of those who left. Written once, in the change that they are about.</summary>
public static class OffboardingStore
{
    private const string Columns = "number AS Number, id AS Id, report AS Report";

    public static void Add(AdminTransaction tx, OrganizationId organization, OffboardingId id, MemberId member, DateTimeOffset at, string report) => tx.Execute(
        "INSERT INTO offboardings (id, organization_id, member_id, at_ms, report) VALUES (@id, @organization, @member, @at, @report)",
        new { id = id.Value, organization = organization.Value, member = member.Value, at = at.ToUnixTimeMilliseconds(), report });

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static StoredOffboarding? Find(Reader reader, OrganizationId organization, string id) => reader.First<StoredOffboarding>(
        $"SELECT {Columns} FROM offboardings WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value });

    /// <summary>Whose leaving has a report: ids of reports by ids of members.</summary>
    public static IReadOnlyDictionary<string, string> ByMember(Reader reader, OrganizationId organization) => reader.Query<(string Member, string Id)>(
        "SELECT member_id, id FROM offboardings WHERE organization_id = @organization ORDER BY number", new { organization = organization.Value })
        .GroupBy(row => row.Member).ToDictionary(group => group.Key, group => group.Last().Id, StringComparer.Ordinal);

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<StoredOffboarding> Page(Reader reader, OrganizationId organization, long? below, int limit) => reader.Query<StoredOffboarding>(
        $"SELECT {Columns} FROM offboardings WHERE organization_id = @organization {(below is null ? "" : "AND number < @below")} ORDER BY number DESC LIMIT @limit",
        new { organization = organization.Value, below, limit }).ToList();
}
