using Claviger.Console.Http;
using Claviger.Console.Layout;
using Claviger.Console.Roles;
using Claviger.Control.Groups;
using Claviger.Control.Invites;
using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Members;

/// <summary>People and their roles. Each change of what somebody may do asks for a fresh proof first.</summary>
internal static class MemberPages
{
    private const string Room = "/members";

    public static void MapMembers(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, List).Needs(Permission.MembersRead);
        console.MapGet("/members/{id}", (HttpContext http, string id, MemberReader reader) => Show(ConsoleCall.Of(http), id, reader)).Needs(Permission.MembersRead);
        console.MapPost("/members/{id}/role", async (HttpContext http, string id, UpdateMember use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var role = call.Field("role") ?? "";
            return await ActAsync(call, id, confirm, reader, name => $"Give {name} the organization role {RoleText.Of(role)}?", "member-role",
                async () => (await use.RunAsync(call.Viewer.Actor, id, new UpdateUserRequest(role), null, null, call.Aborted)).Problem);
        }).Needs(Permission.MembersUpdate);

        console.MapPost("/members/{id}/workspaces", async (HttpContext http, string id, SetWorkspaceMember use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, name => $"Add {name} to the workspace?", "workspace-joined",
                async () => (await use.AddAsync(call.Viewer.Actor, call.Field("workspace") ?? "", new AddWorkspaceMemberRequest(id, call.Field("workspace_role") ?? ""), call.Aborted)).Problem);
        }).Needs(Permission.WorkspaceMembersUpdate);
        console.MapPost("/members/{id}/workspaces/{workspace}", async (HttpContext http, string id, string workspace, SetWorkspaceMember use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var role = call.Field("workspace_role") ?? "";
            return await ActAsync(call, id, confirm, reader, name => $"Give {name} the role {RoleText.Of(role)} there?", "workspace-role",
                async () => (await use.UpdateAsync(call.Viewer.Actor, workspace, id, new UpdateWorkspaceMemberRequest(role), call.Aborted)).Problem);
        }).Needs(Permission.WorkspaceMembersUpdate);
        console.MapPost("/members/{id}/workspaces/{workspace}/remove", async (HttpContext http, string id, string workspace, RemoveWorkspaceMember use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, name => $"Take {name} out of the workspace?", "workspace-left",
                async () => (await use.RunAsync(call.Viewer.Actor, workspace, id, call.Aborted)).Problem);
        }).Needs(Permission.WorkspaceMembersUpdate);

        console.MapPost("/members/{id}/groups", async (HttpContext http, string id, EditGroupMembers use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, name => $"Add {name} to the group, with all its roles?", "group-joined",
                async () => (await use.AddAsync(call.Viewer.Actor, call.Field("group") ?? "", new AddGroupMemberRequest(id), call.Aborted)).Problem);
        }).Needs(Permission.GroupsUpdate);
        console.MapPost("/members/{id}/groups/{group}/remove", async (HttpContext http, string id, string group, EditGroupMembers use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, name => $"Take {name} out of the group?", "group-left",
                async () => (await use.RemoveAsync(call.Viewer.Actor, group, id, call.Aborted)).Problem);
        }).Needs(Permission.GroupsUpdate);

        console.MapPost("/members/{id}/roles", async (HttpContext http, string id, AssignRole use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, name => $"Assign the role to {name}?", "role-assigned",
                async () => (await use.RunAsync(call.Viewer.Actor, new AssignRoleRequest(call.Field("role_id") ?? "", RoleAssignment.ToUser, id, call.Field("workspace_id")), call.Aborted)).Problem);
        }).Needs(Permission.RoleAssignmentsUpdate);
        console.MapPost("/members/{id}/assignments/{assignment}/remove", async (HttpContext http, string id, string assignment, AssignRole use, StepUp confirm, MemberReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, name => $"Take the role back from {name}?", "role-taken",
                async () => (await use.RemoveAsync(call.Viewer.Actor, assignment, call.Aborted)).Problem);
        }).Needs(Permission.RoleAssignmentsUpdate);
    }

    private static IResult List(HttpContext http, BrowseMembers members, BrowseInvites invites)
    {
        var call = ConsoleCall.Of(http);
        var (search, role, after) = (call.Query("q")?.Trim(), call.Query("role"), call.Query("after"));
        var (page, problem) = members.Run(call.Viewer.Actor, search is "" ? null : search, role, after);
        return problem is not null ? call.Fault(problem) : call.Page<MemberListPage, MemberListModel>(new MemberListModel(
            page!, search is "" ? null : search, role, after is null, (invites.Run(call.Viewer.Actor, null).Value?.Rows ?? []).Count(row => row.Invite.Status == "pending")));
    }

    private static IResult Show(ConsoleCall call, string id, MemberReader reader, Problem? problem = null) =>
        reader.Read(call.Viewer, id) is { } model ? call.Page<MemberPage, MemberModel>(model, problem) : call.Fault(problem ?? Problem.NotFound("member"));

    private static async Task<IResult> ActAsync(ConsoleCall call, string id, StepUp confirm, MemberReader reader, Func<string, string> question, string note, Func<Task<Problem?>> act)
    {
        var back = $"{Room}/{id}";
        if (await confirm.AskAsync(call, question(reader.NameOf(call.Viewer, id)), Room, back) is { } ask) return ask;
        return await act() is { } problem ? Show(call, id, reader, problem) : ConsoleCall.Go(back, note);
    }
}
