using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Members;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Members;

/// <summary>Who has a role of their own in a workspace, in order of their names.</summary>
public sealed class BrowseWorkspaceMembers(Database database, PolicyHolder policy)
{
    public const int Rows = 50;

    /// <param name="after">A position from <see cref="WorkspaceMemberRows.Next"/>.</param>
    public Outcome<WorkspaceMemberRows> Run(Actor actor, string workspaceId, string? after)
    {
        if (!actor.MayAnywhere(Permission.WorkspaceMembersRead)) return Denial.Of(Permission.WorkspaceMembersRead);
        using var reader = database.Read();
        if (WorkspaceStore.Find(reader, actor.Organization, workspaceId) is not { } place || !actor.MayIn(Permission.WorkspaceMembersRead, place.Id)) return Problem.NotFound("workspace");
        var dot = after?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var read = MemberBrowseStore.InWorkspace(reader, place.Id, dot > 0 ? (after![(dot + 1)..], after[..dot]) : null, Rows + 1);
        var taken = read.Take(Rows).ToList();
        return new WorkspaceMemberRows(
            [.. taken.Select(row => new WorkspaceMemberRow(MemberViews.Of(row.Member), row.Role, DateTimeOffset.FromUnixTimeMilliseconds(row.SinceMs), BuiltInRoles.Everywhere(row.Member.Role)))],
            policy.Current.Access.CountAdmins, read.Count <= Rows ? null : $"{taken[^1].Member.Id.Value}.{taken[^1].Folded}");
    }
}
