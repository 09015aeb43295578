using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;

namespace Claviger.Storage.Members;

/// <summary>Members who are there. One who left stays as a row, for what names them, and is found by nobody.</summary>
public static class MemberStore
{
    internal const string Columns = "id AS Id, organization_id AS OrganizationId, email AS Email, name AS Name, role AS Role, added_at_ms AS AddedAtMs, version AS Version";

    public static void Add(AdminTransaction tx, Member member) => tx.Execute(
        "INSERT INTO members (id, organization_id, email, email_folded, name, role, added_at_ms, version) VALUES (@id, @organization, @email, @folded, @name, @role, @at, 1)",
        new
        {
            id = member.Id.Value,
            organization = member.Organization.Value,
            email = member.Email,
            folded = member.Email.ToLowerInvariant(),
            name = member.Name,
            role = (int)member.Role,
            at = member.AddedAt.ToUnixTimeMilliseconds(),
        });

    public static bool Exists(AdminTransaction tx, OrganizationId organization, MemberId id) => Find(tx, organization, id.Value) is not null;

    /// <summary>Names, or addresses where there is none, of whoever is or was here.</summary>
    public static IReadOnlyDictionary<string, string> NamesOf(Reader reader, OrganizationId organization, IReadOnlyList<string> ids) => ids.Count == 0
        ? new Dictionary<string, string>()
        : reader.Query<(string Id, string Name, string Email)>($"SELECT id, name, email FROM members WHERE id IN @ids AND {OwnRows.Only}", new { organization = organization.Value, ids = ids.ToList() })
            .ToDictionary(row => row.Id, row => row.Name.Length > 0 ? row.Name : row.Email);

    /// <summary>Null when the person is missing, left, or is another organization's: they must look the same.</summary>
    public static Member? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM members WHERE id = @id AND organization_id = @organization AND removed_at_ms IS NULL", new { id, organization = organization.Value })?.ToMember();

    public static Member? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"SELECT {Columns} FROM members WHERE id = @id AND organization_id = @organization AND removed_at_ms IS NULL", new { id, organization = organization.Value })?.ToMember();

    public static Member? FindByEmail(AdminTransaction tx, OrganizationId organization, string email) =>
        tx.First<Row>(
            $"SELECT {Columns} FROM members WHERE organization_id = @organization AND email_folded = @folded AND removed_at_ms IS NULL",
            new { organization = organization.Value, folded = email.ToLowerInvariant() })?.ToMember();

    public static Member? FindByEmail(Reader reader, OrganizationId organization, string email) =>
        reader.First<Row>(
            $"SELECT {Columns} FROM members WHERE organization_id = @organization AND email_folded = @folded AND removed_at_ms IS NULL",
            new { organization = organization.Value, folded = email.ToLowerInvariant() })?.ToMember();

    /// <summary>In order of arrival.</summary>
    public static IReadOnlyList<Member> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>(
            $"SELECT {Columns} FROM members WHERE organization_id = @organization AND removed_at_ms IS NULL ORDER BY added_at_ms, id", new { organization = organization.Value })
            .Select(row => row.ToMember()).ToList();

    /// <summary>Those who left, with when, earliest first.</summary>
    public static IReadOnlyList<(Member Member, DateTimeOffset LeftAt)> Removed(Reader reader, OrganizationId organization) =>
        reader.Query<Row>(
            $"SELECT {Columns}, removed_at_ms AS RemovedAtMs FROM members WHERE organization_id = @organization AND removed_at_ms IS NOT NULL ORDER BY removed_at_ms, id", new { organization = organization.Value })
            .Select(row => (row.ToMember(), DateTimeOffset.FromUnixTimeMilliseconds(row.RemovedAtMs))).ToList();

    public static int Count(AdminTransaction tx, OrganizationId organization) =>
        tx.One<int>("SELECT COUNT(*) FROM members WHERE organization_id = @organization AND removed_at_ms IS NULL", new { organization = organization.Value });

    public static int CountAdmins(AdminTransaction tx, OrganizationId organization) =>
        tx.One<int>(
            "SELECT COUNT(*) FROM members WHERE organization_id = @organization AND removed_at_ms IS NULL AND role = @admin",
            new { organization = organization.Value, admin = (int)OrganizationRole.Admin });

    public static void SetRole(AdminTransaction tx, MemberId id, OrganizationRole role) =>
        tx.Execute("UPDATE members SET role = @role, version = version + 1 WHERE id = @id", new { id = id.Value, role = (int)role });

    /// <summary>What the member is in has changed: whoever decided on the version before is refused.</summary>
    public static void Touch(AdminTransaction tx, MemberId id) => tx.Execute("UPDATE members SET version = version + 1 WHERE id = @id", new { id = id.Value });

    /// <summary>The address is free again afterwards: no address looks like an id.</summary>
    public static void Remove(AdminTransaction tx, MemberId id, DateTimeOffset at) => tx.Execute(
        "UPDATE members SET removed_at_ms = @at, email_folded = id, version = version + 1 WHERE id = @id", new { id = id.Value, at = at.ToUnixTimeMilliseconds() });

    internal record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Email { get; init; } = "";
        public string Name { get; init; } = "";
        public int Role { get; init; }
        public long AddedAtMs { get; init; }
        public int Version { get; init; }
        public long RemovedAtMs { get; init; }

        public Member ToMember() => new(
            new MemberId(Id), new OrganizationId(OrganizationId), Email, Name, (OrganizationRole)Role, DateTimeOffset.FromUnixTimeMilliseconds(AddedAtMs)) { Version = Version };
    }
}
