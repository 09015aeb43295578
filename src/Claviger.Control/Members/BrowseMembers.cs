using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Members;

namespace Claviger.Control.Members;

/// <summary>Members as people look for them, in order of their names. A page costs the same however many members there are.</summary>
public sealed class BrowseMembers(Database database)
{
    public const int Rows = 50;

    /// <param name="search">The beginning of a name or address, or a member's id.</param>
    /// <param name="role">An organization role; one that is none is not asked for.</param>
    /// <param name="after">A position from <see cref="MemberRows.Next"/>.</param>
    public Outcome<MemberRows> Run(Actor actor, string? search, string? role, string? after)
    {
        if (!actor.MayAnywhere(Permission.MembersRead)) return Denial.Of(Permission.MembersRead);
        using var reader = database.Read();
        if (search is not null && EntityId.HasShape(search, MemberId.Prefix))
            return new MemberRows(RowsOf(reader, actor, MemberStore.Find(reader, actor.Organization, search) is { } one ? [one] : []), null);
        var read = MemberBrowseStore.Page(
            reader, actor.Organization, search, role is not null && OrganizationRoleNames.All.TryGetValue(role, out var wanted) ? wanted : null, Position(after), Rows + 1);
        var taken = read.Take(Rows).ToList();
        return new MemberRows(RowsOf(reader, actor, [.. taken.Select(row => row.Member)]), read.Count <= Rows ? null : $"{taken[^1].Member.Id.Value}.{taken[^1].Folded}");
    }

    /// <summary>Whose address it is, whatever its case; null: nobody's, or not for this actor to know.</summary>
    public MemberId? ByEmail(Actor actor, string email)
    {
        if (!actor.MayAnywhere(Permission.MembersRead)) return null;
        using var reader = database.Read();
        return MemberStore.FindByEmail(reader, actor.Organization, email)?.Id;
    }

    /// <summary>The columns of one; null: they are not there.</summary>
    internal static MemberRow RowOf(Reader reader, Actor actor, Member member) => RowsOf(reader, actor, [member])[0];

    private static List<MemberRow> RowsOf(Reader reader, Actor actor, IReadOnlyList<Member> members)
    {
        var ids = members.Select(member => member.Id.Value).ToList();
        var all = actor.May(Permission.MembersRead);
        var places = all ? MemberBrowseStore.Workspaces(reader, ids) : null;
        var seen = all ? MemberBrowseStore.LastSeenMs(reader, actor.Organization, ids) : null;
        return [.. members.Select(member => new MemberRow(
            MemberViews.Of(member), places?.GetValueOrDefault(member.Id.Value), BuiltInRoles.Everywhere(member.Role),
            seen is not null && seen.TryGetValue(member.Id.Value, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null))];
    }

    private static (string, string)? Position(string? after)
    {
        var dot = after?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 ? (after![(dot + 1)..], after[..dot]) : null;
    }
}
