using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Groups;

internal static class GroupEndpoints
{
    public static void MapGroups(this RouteGroupBuilder organizations)
    {
        var groups = organizations.MapGroup("/rbac_groups");
        groups.MapGet("", (HttpContext http, ListGroups use) => AdminCall.RunAsync<MorePage<GroupView>>(http, use.Run)).Declares(Permission.GroupsRead)
            .Documents("listGroups", "Groups of members.", CursorPaging.Parameters);
        groups.MapPost("", (HttpContext http, EditGroup use) => AdminCall.RunAsync<CreateGroupRequest, GroupView>(http, use.CreateAsync))
            .Declares(Permission.GroupsUpdate, AuditKind.GroupCreated)
            .Documents("createGroup", "Makes a group.");
        groups.MapGet("/{id}", (HttpContext http, string id, ListGroups use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id)))).Declares(Permission.GroupsRead)
            .Documents("getGroup", "One group.");
        groups.MapPost("/{id}", (HttpContext http, string id, EditGroup use) =>
                AdminCall.RunAsync<UpdateGroupRequest, GroupView>(http, (actor, body, ct) => use.UpdateAsync(actor, id, body, ct)))
            .Declares(Permission.GroupsUpdate, AuditKind.GroupUpdated)
            .Documents("updateGroup", "Changes name or description of a group.");
        groups.MapDelete("/{id}", (HttpContext http, string id, EditGroup use) => AdminCall.RunAsync(http, (actor, ct) => use.DeleteAsync(actor, id, ct)))
            .Declares(Permission.GroupsUpdate, AuditKind.GroupDeleted)
            .Documents("deleteGroup", "Deletes a group; its members lose the roles that came by it.");
        groups.MapGet("/{id}/members", (HttpContext http, string id, ListGroups use) =>
                AdminCall.RunAsync<MorePage<GroupMemberView>>(http, (actor, query) => use.Members(actor, id, query)))
            .Declares(Permission.GroupsRead)
            .Documents("listGroupMembers", "Members of a group.", CursorPaging.Parameters);
        groups.MapPost("/{id}/members", (HttpContext http, string id, EditGroupMembers use) =>
                AdminCall.RunAsync<AddGroupMemberRequest, GroupMemberView>(http, (actor, body, ct) => use.AddAsync(actor, id, body, ct)))
            .Declares(Permission.GroupsUpdate, AuditKind.GroupMemberAdded)
            .Documents("createGroupMember", "Puts a member into a group.");
        groups.MapDelete("/{id}/members/{userId}", (HttpContext http, string id, string userId, EditGroupMembers use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.RemoveAsync(actor, id, userId, ct)))
            .Declares(Permission.GroupsUpdate, AuditKind.GroupMemberRemoved)
            .Documents("deleteGroupMember", "Takes a member out of a group.");
    }
}
