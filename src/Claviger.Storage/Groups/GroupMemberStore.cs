using Claviger.Core;
using Claviger.Core.Groups;

namespace Claviger.Storage.Groups;

public static class GroupMemberStore
{
    private const string Columns = "group_id AS GroupId, member_id AS MemberId, added_at_ms AS AddedAtMs";

    /// <returns>Whether they were not in it before.</returns>
    public static bool Add(AdminTransaction tx, GroupMember member) => tx.Execute(
        "INSERT INTO rbac_group_members (group_id, member_id, added_at_ms) VALUES (@group, @member, @at) ON CONFLICT (group_id, member_id) DO NOTHING",
        new { group = member.Group.Value, member = member.Member.Value, at = member.AddedAt.ToUnixTimeMilliseconds() }) > 0;

    /// <returns>Whether they were in it.</returns>
    public static bool Remove(AdminTransaction tx, GroupId group, MemberId member) =>
        tx.Execute("DELETE FROM rbac_group_members WHERE group_id = @group AND member_id = @member", new { group = group.Value, member = member.Value }) > 0;

    /// <summary>Ids of the groups that the member was in.</summary>
    public static IReadOnlyList<string> RemoveAllOf(AdminTransaction tx, MemberId member) =>
        tx.Query<string>("DELETE FROM rbac_group_members WHERE member_id = @member RETURNING group_id", new { member = member.Value }).ToList();

    public static IReadOnlyList<string> MembersOf(AdminTransaction tx, GroupId group) =>
        tx.Query<string>("SELECT member_id FROM rbac_group_members WHERE group_id = @group", new { group = group.Value }).ToList();

    /// <summary>In order of joining.</summary>
    public static IReadOnlyList<GroupMember> Of(Reader reader, GroupId group) =>
        reader.Query<Row>($"SELECT {Columns} FROM rbac_group_members WHERE group_id = @group ORDER BY added_at_ms, member_id", new { group = group.Value })
            .Select(row => row.ToMember()).ToList();

    public static IReadOnlyList<GroupMember> All(Reader reader) => reader.Query<Row>($"SELECT {Columns} FROM rbac_group_members").Select(row => row.ToMember()).ToList();

    private sealed record Row
    {
        public string GroupId { get; init; } = "";
        public string MemberId { get; init; } = "";
        public long AddedAtMs { get; init; }

        public GroupMember ToMember() => new(new GroupId(GroupId), new MemberId(MemberId), DateTimeOffset.FromUnixTimeMilliseconds(AddedAtMs));
    }
}
