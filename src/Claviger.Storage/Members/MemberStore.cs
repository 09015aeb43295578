using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;

namespace Claviger.Storage.Members;

public static class MemberStore
{
    private const string Columns = "id AS Id, organization_id AS OrganizationId, email AS Email, name AS Name, role AS Role, added_at_ms AS AddedAtMs";

    public static void Add(AdminTransaction tx, Member member) => tx.Execute(
        "INSERT INTO members (id, organization_id, email, email_folded, name, role, added_at_ms) VALUES (@id, @organization, @email, @folded, @name, @role, @at)",
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

    public static bool Exists(AdminTransaction tx, OrganizationId organization, MemberId id) =>
        tx.First<string>("SELECT id FROM members WHERE id = @id AND organization_id = @organization", new { id = id.Value, organization = organization.Value }) is not null;

    public static IReadOnlyList<Member> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>($"SELECT {Columns} FROM members WHERE organization_id = @organization ORDER BY added_at_ms, id", new { organization = organization.Value })
            .Select(row => row.ToMember()).ToList();

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Email { get; init; } = "";
        public string Name { get; init; } = "";
        public int Role { get; init; }
        public long AddedAtMs { get; init; }

        public Member ToMember() => new(
            new MemberId(Id), new OrganizationId(OrganizationId), Email, Name, (OrganizationRole)Role, DateTimeOffset.FromUnixTimeMilliseconds(AddedAtMs));
    }
}
