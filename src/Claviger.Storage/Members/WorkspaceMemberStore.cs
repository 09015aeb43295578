using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;

namespace Claviger.Storage.Members;

/// <summary>Explicit memberships of people in workspaces.</summary>
public static class WorkspaceMemberStore
{
    private const string Columns = "workspace_id AS WorkspaceId, member_id AS MemberId, role AS Role";

    public static void Put(AdminTransaction tx, WorkspaceMember membership, DateTimeOffset at) => tx.Execute(
        """
        INSERT INTO workspace_members (workspace_id, member_id, role, added_at_ms) VALUES (@workspace, @member, @role, @at)
        ON CONFLICT (workspace_id, member_id) DO UPDATE SET role = excluded.role
        """,
        new { workspace = membership.Workspace.Value, member = membership.Member.Value, role = (int)membership.Role, at = at.ToUnixTimeMilliseconds() });

    public static void Remove(AdminTransaction tx, WorkspaceId workspace, MemberId member) =>
        tx.Execute("DELETE FROM workspace_members WHERE workspace_id = @workspace AND member_id = @member", new { workspace = workspace.Value, member = member.Value });

    /// <summary>Ids of the workspaces that the member was in.</summary>
    public static IReadOnlyList<string> RemoveAllOf(AdminTransaction tx, MemberId member) =>
        tx.Query<string>("DELETE FROM workspace_members WHERE member_id = @member RETURNING workspace_id", new { member = member.Value }).ToList();

    public static WorkspaceMember? Find(AdminTransaction tx, WorkspaceId workspace, string member) =>
        tx.First<Row>($"SELECT {Columns} FROM workspace_members WHERE workspace_id = @workspace AND member_id = @member", new { workspace = workspace.Value, member })?.ToMembership();

    /// <summary>In order of arrival.</summary>
    public static IReadOnlyList<WorkspaceMember> Of(Reader reader, WorkspaceId workspace) =>
        reader.Query<Row>($"SELECT {Columns} FROM workspace_members WHERE workspace_id = @workspace ORDER BY added_at_ms, member_id", new { workspace = workspace.Value })
            .Select(row => row.ToMembership()).ToList();

    public static IReadOnlyList<WorkspaceMember> All(Reader reader) =>
        reader.Query<Row>($"SELECT {Columns} FROM workspace_members").Select(row => row.ToMembership()).ToList();

    private sealed record Row
    {
        public string WorkspaceId { get; init; } = "";
        public string MemberId { get; init; } = "";
        public int Role { get; init; }

        public WorkspaceMember ToMembership() => new(new WorkspaceId(WorkspaceId), new MemberId(MemberId), (WorkspaceRole)Role);
    }
}
