using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Upstreams;

internal static class UpstreamEndpoints
{
    public static void MapUpstreams(this RouteGroupBuilder organizations)
    {
        var upstreams = organizations.MapGroup("/upstreams");
        upstreams.MapGet("", (HttpContext http, ListUpstreams use) => AdminCall.RunAsync<CursorPage<UpstreamView>>(http, use.Run))
            .Declares(Permission.UpstreamsRead)
            .DocumentsOurs("listUpstreams", "Credentials that requests go upstream with, the configured one first.", CursorPaging.WholeParameters);
        upstreams.MapPost("", (HttpContext http, EditUpstream use) => AdminCall.RunAsync<CreateUpstreamRequest, UpstreamView>(http, use.CreateAsync))
            .Declares(Permission.UpstreamsUpdate, AuditKind.UpstreamCreated)
            .DocumentsOurs("createUpstream", "Adds an upstream credential, for workspaces that are not to share the configured one.");
        upstreams.MapPost("/{id}", (HttpContext http, string id, EditUpstream use) =>
                AdminCall.RunAsync<UpdateUpstreamRequest, UpstreamView>(http, (actor, body, ct) => use.UpdateAsync(actor, id, body, ct)))
            .Declares(Permission.UpstreamsUpdate, AuditKind.UpstreamCredentialChanged)
            .DocumentsOurs("updateUpstream", "Renames an upstream, or replaces its credential.");
        upstreams.MapDelete("/{id}", (HttpContext http, string id, EditUpstream use) => AdminCall.RunAsync(http, (actor, ct) => use.DeleteAsync(actor, id, ct)))
            .Declares(Permission.UpstreamsUpdate, AuditKind.UpstreamDeleted)
            .DocumentsOurs("deleteUpstream", "Deletes an upstream that no workspace uses, with its credential.");
        organizations.MapPost("/workspaces/{id}/upstream", (HttpContext http, string id, UseUpstream use) =>
                AdminCall.RunAsync<UseUpstreamRequest, WorkspaceView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.UpstreamsUpdate, AuditKind.WorkspaceUpstreamChanged)
            .DocumentsOurs("useUpstream", "Sets which upstream a workspace's requests go to.");
    }
}
