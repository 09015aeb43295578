using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Console.Layout;
using Claviger.Console.Members;
using Claviger.Control.Groups;
using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Groups;

internal static class GroupPages
{
    private const string Room = "/members/groups";

    public static void MapGroups(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, BrowseGroups groups) => List(ConsoleCall.Of(http), groups)).Needs(Permission.GroupsRead);
        console.MapPost(Room, async (HttpContext http, EditGroup use, BrowseGroups groups) =>
        {
            var call = ConsoleCall.Of(http);
            // A new group gives nobody anything yet, so it asks for no fresh proof.
            var (made, problem) = await use.CreateAsync(call.Viewer.Actor, new CreateGroupRequest(call.Field("name") ?? "", call.Field("description")), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{made!.Id}", "group-made") : List(call, groups, problem);
        }).Needs(Permission.GroupsUpdate);
        console.MapGet(Room + "/{id}", (HttpContext http, string id, GroupReader reader) => reader.Show(ConsoleCall.Of(http), id)).Needs(Permission.GroupsRead);
        console.MapPost(Room + "/{id}", async (HttpContext http, string id, EditGroup use, GroupReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.UpdateAsync(call.Viewer.Actor, id, new UpdateGroupRequest(call.Field("name") ?? "", new Settable<string?>(call.Field("description"))), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{id}", "saved") : reader.Show(call, id, problem);
        }).Needs(Permission.GroupsUpdate);
        console.MapPost(Room + "/{id}/delete", async (HttpContext http, string id, EditGroup use, StepUp confirm, GroupReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            if (await confirm.AskAsync(call, "Delete the group?", "/members", $"{Room}/{id}") is { } ask) return ask;
            return (await use.DeleteAsync(call.Viewer.Actor, id, call.Aborted)).Problem is { } problem ? reader.Show(call, id, problem) : ConsoleCall.Go(Room, "group-deleted");
        }).Needs(Permission.GroupsUpdate);

        console.MapPost(Room + "/{id}/members", async (HttpContext http, string id, EditGroupMembers use, BrowseMembers members, StepUp confirm, GroupReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var email = call.Field("email");
            if (email is null || members.ByEmail(call.Viewer.Actor, email) is not { } found) return reader.Show(call, id, Problem.Invalid("user_id", "nobody with this address is a member: check the spelling, or invite them first"));
            return await ActAsync(call, id, confirm, reader, $"Add {email} to the group, with all its roles?", "group-joined",
                async () => (await use.AddAsync(call.Viewer.Actor, id, new AddGroupMemberRequest(found.Value), call.Aborted)).Problem);
        }).Needs(Permission.GroupsUpdate);
        console.MapPost(Room + "/{id}/members/{member}/remove", async (HttpContext http, string id, string member, EditGroupMembers use, StepUp confirm, GroupReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, "Take the member out of the group?", "group-left", async () => (await use.RemoveAsync(call.Viewer.Actor, id, member, call.Aborted)).Problem);
        }).Needs(Permission.GroupsUpdate);

        console.MapPost(Room + "/{id}/roles", async (HttpContext http, string id, AssignRole use, StepUp confirm, GroupReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, "Give the role to everybody in the group?", "role-assigned",
                async () => (await use.RunAsync(call.Viewer.Actor, new AssignRoleRequest(call.Field("role_id") ?? "", RoleAssignment.ToGroup, id, call.Field("workspace_id")), call.Aborted)).Problem);
        }).Needs(Permission.RoleAssignmentsUpdate);
        console.MapPost(Room + "/{id}/assignments/{assignment}/remove", async (HttpContext http, string id, string assignment, AssignRole use, StepUp confirm, GroupReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, "Take the role back from everybody in the group?", "role-taken", async () => (await use.RemoveAsync(call.Viewer.Actor, assignment, call.Aborted)).Problem);
        }).Needs(Permission.RoleAssignmentsUpdate);
    }

    private static IResult List(ConsoleCall call, BrowseGroups groups, Problem? fault = null)
    {
        var after = call.Query("after");
        var (page, problem) = groups.Run(call.Viewer.Actor, after);
        return problem is not null ? call.Fault(problem) : call.Page<GroupListPage, GroupListModel>(new GroupListModel(page!, after is null, call.Field("name"), call.Field("description")), fault);
    }

    private static async Task<IResult> ActAsync(ConsoleCall call, string id, StepUp confirm, GroupReader reader, string question, string note, Func<Task<Problem?>> act)
    {
        if (await confirm.AskAsync(call, question, "/members", $"{Room}/{id}") is { } ask) return ask;
        return await act() is { } problem ? reader.Show(call, id, problem) : ConsoleCall.Go($"{Room}/{id}", note);
    }
}
