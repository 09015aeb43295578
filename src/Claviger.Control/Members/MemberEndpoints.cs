using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Members;

internal static class MemberEndpoints
{
    public static void MapMembers(this RouteGroupBuilder organizations)
    {
        var users = organizations.MapGroup("/users");
        users.MapGet("", (HttpContext http, ListMembers use) => AdminCall.RunAsync<Page<UserView>>(http, use.Run)).Declares(Permission.MembersRead)
            .Documents("listUsers", "Members of the organization.",
                [
                    .. Paging.Parameters, Parameter.Text("email", "Only the member of this address, in upper or lower case."),
                    Parameter.List("roles", "Only members with one of these roles.", OrganizationRoleNames.All.Keys),
                ]);
        users.MapGet("/{id}", (HttpContext http, string id, ListMembers use) =>
                AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id, member => EntityVersion.Show(http, member.Version)))))
            .Declares(Permission.MembersRead)
            .Documents("getUser", "One member.");
        users.MapPost("/{id}", (HttpContext http, string id, UpdateMember use) => AdminCall.RunAsync<UpdateUserRequest, UserView>(http, async (actor, body, ct) =>
            {
                var (version, fault) = EntityVersion.Read(http);
                return fault is not null ? fault : await use.RunAsync(actor, id, body, version, member => EntityVersion.Show(http, member.Version), ct);
            }))
            .Declares(Permission.MembersUpdate, AuditKind.MemberRoleUpdated)
            .Documents("updateUser", "Gives a member another role in the organization.", EntityVersion.Parameter);
        users.MapDelete("/{id}", (HttpContext http, string id, RemoveMember use) => AdminCall.RunAsync<DeletedView>(http, async (actor, ct) =>
            {
                var (version, fault) = EntityVersion.Read(http);
                return fault is not null ? fault : await use.RunAsync(actor, id, version, ct);
            }))
            .Declares(Permission.MembersDelete, AuditKind.MemberRemoved)
            .Documents("deleteUser", "Removes a member, and with them what acts as them.", EntityVersion.Parameter);

        var members = organizations.MapGroup("/workspaces/{id}/members");
        members.MapGet("", (HttpContext http, string id, ListWorkspaceMembers use) =>
                AdminCall.RunAsync<Page<WorkspaceMemberView>>(http, (actor, query) => use.Run(actor, id, query)))
            .Declares(Permission.WorkspaceMembersRead)
            .Documents("listWorkspaceMembers", "Members of a workspace.", Paging.Parameters);
        members.MapPost("", (HttpContext http, string id, SetWorkspaceMember use) =>
                AdminCall.RunAsync<AddWorkspaceMemberRequest, WorkspaceMemberView>(http, (actor, body, ct) => use.AddAsync(actor, id, body, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.WorkspaceMemberAdded)
            .Documents("createWorkspaceMember", "Makes a member of the organization one of the workspace.");
        members.MapGet("/{userId}", (HttpContext http, string id, string userId, ListWorkspaceMembers use) =>
                AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id, userId))))
            .Declares(Permission.WorkspaceMembersRead)
            .Documents("getWorkspaceMember", "One member of a workspace.");
        members.MapPost("/{userId}", (HttpContext http, string id, string userId, SetWorkspaceMember use) =>
                AdminCall.RunAsync<UpdateWorkspaceMemberRequest, WorkspaceMemberView>(http, (actor, body, ct) => use.UpdateAsync(actor, id, userId, body, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.WorkspaceMemberUpdated)
            .Documents("updateWorkspaceMember", "Gives a member another role in the workspace.");
        members.MapDelete("/{userId}", (HttpContext http, string id, string userId, RemoveWorkspaceMember use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, userId, ct)))
            .Declares(Permission.WorkspaceMembersUpdate, AuditKind.WorkspaceMemberRemoved)
            .Documents("deleteWorkspaceMember", "Takes a member out of the workspace.");
    }
}
