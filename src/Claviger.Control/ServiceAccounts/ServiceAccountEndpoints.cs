using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.ServiceAccounts;

internal static class ServiceAccountEndpoints
{
    public static void MapServiceAccounts(this RouteGroupBuilder organizations)
    {
        var accounts = organizations.MapGroup("/service_accounts");
        accounts.MapGet("", (HttpContext http, ListServiceAccounts use) => AdminCall.RunAsync<CursorPage<ServiceAccountView>>(http, use.Run)).Declares(Permission.ServiceAccountsRead)
            .Documents("listServiceAccounts", "Service accounts, newest first.", [.. CursorPaging.Parameters, Parameter.Flag("include_archived")]);
        accounts.MapPost("", (HttpContext http, CreateServiceAccount use) => AdminCall.RunAsync<CreateServiceAccountRequest, ServiceAccountView>(http, use.RunAsync))
            .Declares(Permission.ServiceAccountsCreate, AuditKind.ServiceAccountCreated)
            .Documents("createServiceAccount", "Makes a service account.");
        accounts.MapGet("/{id}", (HttpContext http, string id, ListServiceAccounts use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.ServiceAccountsRead)
            .Documents("getServiceAccount", "One service account.");
        accounts.MapPost("/{id}", (HttpContext http, string id, UpdateServiceAccount use) =>
                AdminCall.RunAsync<UpdateServiceAccountRequest, ServiceAccountView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.ServiceAccountsUpdate, AuditKind.ServiceAccountUpdated)
            .Documents("updateServiceAccount", "Changes description or organization role of a service account.");
        accounts.MapPost("/{id}/archive", (HttpContext http, string id, ArchiveServiceAccount use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.ServiceAccountsArchive, AuditKind.ServiceAccountArchived)
            .Documents("archiveServiceAccount", "Archives a service account, for good.");

        accounts.MapGet("/{id}/workspaces", (HttpContext http, string id, ListServiceAccountWorkspaces use) =>
                AdminCall.RunAsync<CursorPage<ServiceAccountWorkspaceView>>(http, (actor, query) => use.OfAccount(actor, id, query)))
            .Declares(Permission.ServiceAccountsRead)
            .Documents("listServiceAccountWorkspaces", "Workspaces that a service account is in.", CursorPaging.Parameters);
        accounts.MapPost("/{id}/workspaces", (HttpContext http, string id, SetServiceAccountWorkspace use) =>
                AdminCall.RunAsync<SetServiceAccountWorkspaceRequest, ServiceAccountWorkspaceView>(
                    http, (actor, body, ct) => use.PutAsync(actor, id, body.WorkspaceId, body.WorkspaceRole, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.ServiceAccountWorkspaceMemberAdded)
            .Documents("createServiceAccountWorkspace", "Puts a service account into a workspace, or changes its role there.");
        accounts.MapDelete("/{id}/workspaces/{workspaceId}", (HttpContext http, string id, string workspaceId, SetServiceAccountWorkspace use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.RemoveAsync(actor, id, workspaceId, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.ServiceAccountWorkspaceMemberRemoved)
            .Documents("deleteServiceAccountWorkspace", "Takes a service account out of a workspace.");

        var members = organizations.MapGroup("/workspaces/{id}/service_accounts");
        members.MapGet("", (HttpContext http, string id, ListServiceAccountWorkspaces use) =>
                AdminCall.RunAsync<CursorPage<ServiceAccountWorkspaceView>>(http, (actor, query) => use.OfWorkspace(actor, id, query)))
            .Declares(Permission.WorkspaceMembersRead)
            .Documents("listWorkspaceServiceAccounts", "Service accounts of a workspace.", CursorPaging.Parameters);
        members.MapPost("", (HttpContext http, string id, SetServiceAccountWorkspace use) =>
                AdminCall.RunAsync<SetWorkspaceServiceAccountRequest, ServiceAccountWorkspaceView>(
                    http, (actor, body, ct) => use.PutAsync(actor, body.ServiceAccountId, id, body.WorkspaceRole, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.ServiceAccountWorkspaceMemberAdded)
            .Documents("createWorkspaceServiceAccount", "Puts a service account into this workspace, or changes its role here.");
        members.MapGet("/{accountId}", (HttpContext http, string id, string accountId, ListServiceAccountWorkspaces use) =>
                AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id, accountId))))
            .Declares(Permission.WorkspaceMembersRead)
            .Documents("getWorkspaceServiceAccount", "One service account of a workspace.");
        members.MapPost("/{accountId}", (HttpContext http, string id, string accountId, SetServiceAccountWorkspace use) =>
                AdminCall.RunAsync<UpdateWorkspaceMemberRequest, ServiceAccountWorkspaceView>(http, (actor, body, ct) => use.PutAsync(actor, accountId, id, body.WorkspaceRole, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.ServiceAccountWorkspaceMemberUpdated)
            .Documents("updateWorkspaceServiceAccount", "Gives a service account another role in the workspace.");
        members.MapDelete("/{accountId}", (HttpContext http, string id, string accountId, SetServiceAccountWorkspace use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.RemoveAsync(actor, accountId, id, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.ServiceAccountWorkspaceMemberRemoved)
            .Documents("deleteWorkspaceServiceAccount", "Takes a service account out of this workspace.");
    }
}
