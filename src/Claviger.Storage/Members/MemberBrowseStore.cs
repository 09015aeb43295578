using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;

namespace Claviger.Storage.Members;

/// <summary>Pages of people in order of their names, from an index, however many they are.</summary>
public static class MemberBrowseStore
{
    /// <summary>Higher than any character of a name: names that begin with x lie between x and x + this.</summary>
    private const char Last = '\uffff';

    /// <param name="begins">What name or address begins with, whatever its case; null: any.</param>
    /// <param name="after">Folded name and id of the last one before; null: from the first.</param>
    /// <returns>Each with its folded name, the position to go on behind.</returns>
    public static IReadOnlyList<(Member Member, string Folded)> Page(Reader reader, OrganizationId organization, string? begins, OrganizationRole? role, (string Folded, string Id)? after, int limit)
    {
        var where = "organization_id = @organization AND removed_at_ms IS NULL";
        if (role is not null) where += " AND role = @role";
        if (after is not null) where += " AND lower(name) >= @after AND (lower(name) > @after OR id > @id)";
        if (begins is not null)
            where += " AND id IN (SELECT id FROM members WHERE organization_id = @organization AND removed_at_ms IS NULL AND lower(name) >= @begins AND lower(name) < @ends"
                + " UNION SELECT id FROM members WHERE organization_id = @organization AND email_folded >= @begins AND email_folded < @ends)";
        var folded = begins is null ? null : Fold(begins);
        return reader.Query<Row>($"SELECT {MemberStore.Columns}, lower(name) AS Folded FROM members WHERE {where} ORDER BY lower(name), id LIMIT @limit", new
        {
            organization = organization.Value,
            role = (int)(role ?? 0),
            after = after?.Folded,
            id = after?.Id,
            begins = folded,
            ends = folded + Last,
            limit,
        }).Select(row => (row.ToMember(), row.Folded)).ToList();
    }

    /// <summary>In how many workspaces each has a role of their own; who has none is left out.</summary>
    public static IReadOnlyDictionary<string, int> Workspaces(Reader reader, IReadOnlyList<string> ids) => ids.Count == 0 ? new Dictionary<string, int>() :
        reader.Query<(string Id, long Count)>("SELECT member_id, COUNT(*) FROM workspace_members WHERE member_id IN @ids GROUP BY member_id", new { ids = ids.ToList() })
            .ToDictionary(row => row.Id, row => (int)row.Count);

    /// <summary>When each was last in the console, as far as a session tells, or used a personal key to the Admin API.</summary>
    public static IReadOnlyDictionary<string, long> LastSeenMs(Reader reader, OrganizationId organization, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return new Dictionary<string, long>();
        var args = new { organization = organization.Value, user = AdminKeyOwner.UserType, ids = ids.ToList() };
        return reader.Query<(string Id, long AtMs)>("SELECT member_id, MAX(last_seen_at_ms) FROM console_sessions WHERE member_id IN @ids GROUP BY member_id", args)
            .Concat(reader.Query<(string Id, long AtMs)>(
                """
                SELECT owner_id, MAX(last_used_at_ms) FROM admin_keys
                WHERE organization_id = @organization AND owner_type = @user AND owner_id IN @ids AND last_used_at_ms IS NOT NULL GROUP BY owner_id
                """, args))
            .GroupBy(row => row.Id).ToDictionary(rows => rows.Key, rows => rows.Max(row => row.AtMs));
    }

    /// <summary>Where a member has a role of their own.</summary>
    public static IReadOnlyList<WorkspaceMember> MembershipsOf(Reader reader, MemberId member) =>
        reader.Query<(string Workspace, int Role)>("SELECT workspace_id, role FROM workspace_members WHERE member_id = @member ORDER BY added_at_ms, workspace_id", new { member = member.Value })
            .Select(row => new WorkspaceMember(new WorkspaceId(row.Workspace), member, (WorkspaceRole)row.Role)).ToList();

    /// <summary>As lower() of both databases does it: ASCII alone.</summary>
    private static string Fold(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));

    private sealed record Row : MemberStore.Row
    {
        public string Folded { get; init; } = "";
    }
}
