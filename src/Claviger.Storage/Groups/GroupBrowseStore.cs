using Claviger.Core;
using Claviger.Core.Groups;
using Claviger.Core.Members;
using Claviger.Storage.Members;

namespace Claviger.Storage.Groups;

/// <summary>Groups and who is in them, in pages for people.</summary>
public static class GroupBrowseStore
{
    /// <summary>In order of names, behind <paramref name="after"/>.</summary>
    public static IReadOnlyList<Group> ByName(Reader reader, OrganizationId organization, string? after, int limit) => reader.Query<GroupStore.Row>(
        $"SELECT {GroupStore.Columns} FROM rbac_groups WHERE organization_id = @organization AND name > @after ORDER BY name LIMIT @limit",
        new { organization = organization.Value, after = after ?? "", limit }).Select(row => row.ToGroup()).ToList();

    public static IReadOnlyDictionary<string, int> Counts(Reader reader, IReadOnlyList<string> groups) => groups.Count == 0 ? new Dictionary<string, int>() :
        reader.Query<(string Id, long Count)>("SELECT group_id, COUNT(*) FROM rbac_group_members WHERE group_id IN @groups GROUP BY group_id", new { groups = groups.ToList() })
            .ToDictionary(row => row.Id, row => (int)row.Count);

    /// <summary>Members by their ids, behind <paramref name="after"/>.</summary>
    public static IReadOnlyList<(Member Member, DateTimeOffset Since)> Members(Reader reader, GroupId group, string? after, int limit) => reader.Query<MemberRow>(
        """
        SELECT m.id AS Id, m.organization_id AS OrganizationId, m.email AS Email, m.name AS Name, m.role AS Role, m.added_at_ms AS AddedAtMs, m.version AS Version, g.added_at_ms AS SinceMs
        FROM rbac_group_members g JOIN members m ON m.id = g.member_id
        WHERE g.group_id = @group AND g.member_id > @after ORDER BY g.member_id LIMIT @limit
        """, new { group = group.Value, after = after ?? "", limit }).Select(row => (row.ToMember(), DateTimeOffset.FromUnixTimeMilliseconds(row.SinceMs))).ToList();

    /// <summary>The groups that a member is in, by name.</summary>
    public static IReadOnlyList<Group> Of(Reader reader, MemberId member) => reader.Query<GroupStore.Row>(
        $"SELECT {GroupStore.Columns} FROM rbac_groups WHERE id IN (SELECT group_id FROM rbac_group_members WHERE member_id = @member) ORDER BY name", new { member = member.Value })
        .Select(row => row.ToGroup()).ToList();

    private sealed record MemberRow : MemberStore.Row
    {
        public long SinceMs { get; init; }
    }
}
