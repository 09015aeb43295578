using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Workspaces;

internal static class WorkspaceEndpoints
{
    public static void MapWorkspaces(this RouteGroupBuilder organizations)
    {
        var workspaces = organizations.MapGroup("/workspaces");
        workspaces.MapGet("", (HttpContext http, ListWorkspaces use) => AdminCall.RunAsync<Page<WorkspaceView>>(http, use.Run))
            .Declares(Permission.WorkspacesRead)
            .Documents("listWorkspaces", "Workspaces.",
                [.. Paging.Parameters, Parameter.Flag("include_archived"), Parameter.Flag("include_default"), Parameter.List("ids", "Only these; unknown ones are silently missing.")]);
        workspaces.MapPost("", (HttpContext http, CreateWorkspace use) => AdminCall.RunAsync<CreateWorkspaceRequest, WorkspaceView>(http, use.RunAsync))
            .Declares(Permission.WorkspacesCreate, AuditKind.WorkspaceCreated)
            .Documents("createWorkspace", "Makes a workspace.");
        workspaces.MapGet("/{id}", (HttpContext http, string id, ListWorkspaces use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.WorkspacesRead)
            .Documents("getWorkspace", "One workspace.");
        workspaces.MapPost("/{id}", (HttpContext http, string id, UpdateWorkspace use) =>
                AdminCall.RunAsync<UpdateWorkspaceRequest, WorkspaceView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.WorkspacesUpdate, AuditKind.WorkspaceUpdated)
            .Documents("updateWorkspace", "Changes a workspace; what is left out stays.");
        workspaces.MapPost("/{id}/archive", (HttpContext http, string id, ArchiveWorkspace use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.WorkspacesArchive, AuditKind.WorkspaceArchived)
            .Documents("archiveWorkspace", "Archives a workspace and its keys, for good.");
    }
}
