using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Members;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Members;

/// <summary>Everybody who is in a workspace, whether by a row of their own or by their organization role.</summary>
public sealed class ListWorkspaceMembers(Database database)
{
    internal Outcome<Page<WorkspaceMemberView>> Run(Actor actor, string workspaceId, AdminQuery query)
    {
        var paging = Paging.Read(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.WorkspaceMembersRead)) return Denial.Of(Permission.WorkspaceMembersRead);

        using var reader = database.Read();
        if (Visible(reader, actor, workspaceId) is not { } workspace) return Problem.NotFound("workspace");
        var page = paging.Cut(All(reader, actor, workspace), view => view.UserId, query);
        return query.Fault is { } unknown ? unknown : page;
    }

    internal Outcome<WorkspaceMemberView> Get(Actor actor, string workspaceId, string userId)
    {
        if (!actor.MayAnywhere(Permission.WorkspaceMembersRead)) return Denial.Of(Permission.WorkspaceMembersRead);
        using var reader = database.Read();
        if (Visible(reader, actor, workspaceId) is not { } workspace) return Problem.NotFound("workspace");
        return All(reader, actor, workspace).FirstOrDefault(view => view.UserId == userId) is { } found ? found : Problem.NotFound("workspace member");
    }

    private static Workspace? Visible(Reader reader, Actor actor, string id) =>
        WorkspaceStore.Find(reader, actor.Organization, id) is { } workspace && actor.MayIn(Permission.WorkspaceMembersRead, workspace.Id) ? workspace : null;

    private static List<WorkspaceMemberView> All(Reader reader, Actor actor, Workspace workspace)
    {
        var own = WorkspaceMemberStore.Of(reader, workspace.Id).ToDictionary(membership => membership.Member, membership => membership.Role);
        return MemberStore.All(reader, actor.Organization)
            .Select(member => (member.Id, Role: WorkspaceMembership.Of(member, workspace, own.TryGetValue(member.Id, out var role) ? role : null)))
            .Where(item => item.Role is not null).Select(item => WorkspaceMembership.ViewOf(item.Id, workspace.Id, item.Role!.Value)).ToList();
    }
}
