using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Workspaces;

public sealed class ListWorkspaces(Database database)
{
    internal Outcome<Page<WorkspaceView>> Run(Actor actor, AdminQuery query)
    {
        var paging = Paging.Read(query);
        var archived = query.Flag("include_archived");
        var withDefault = query.Flag("include_default");
        var ids = query.List("ids");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.WorkspacesRead)) return Denial.Of(Permission.WorkspacesRead);

        using var reader = database.Read();
        var all = WorkspaceStore.List(reader, actor.Organization, archived, withDefault)
            .Where(workspace => actor.MayIn(Permission.WorkspacesRead, workspace.Id))
            .Where(workspace => ids.Count == 0 || ids.Contains(workspace.Id.Value)).Select(WorkspaceViews.Of).ToList();
        var page = paging.Cut(all, view => view.Id, query);
        return query.Fault is { } unknown ? unknown : page;
    }

    internal Outcome<WorkspaceView> Get(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.WorkspacesRead)) return Denial.Of(Permission.WorkspacesRead);
        using var reader = database.Read();
        return WorkspaceStore.Find(reader, actor.Organization, id) is { } workspace && actor.MayIn(Permission.WorkspacesRead, workspace.Id) ? WorkspaceViews.Of(workspace) : Problem.NotFound("workspace");
    }
}
