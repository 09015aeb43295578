using Claviger.Console.Http;
using Claviger.Console.Layout;
using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Roles;

internal static class RolePages
{
    private const string Room = "/members/roles";

    public static void MapRoles(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, ReadRoles roles) =>
        {
            var call = ConsoleCall.Of(http);
            var (book, problem) = roles.Run(call.Viewer.Actor);
            return problem is not null ? call.Fault(problem) : call.Page<RoleListPage, RoleListModel>(new RoleListModel(book!));
        }).Needs(Permission.RolesRead);
        console.MapGet(Room + "/new", (HttpContext http) => RoleReader.New(ConsoleCall.Of(http), new RoleSent(null, null, []))).Needs(Permission.RolesUpdate);
        console.MapPost(Room + "/new", async (HttpContext http, EditRole use, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            var sent = RoleReader.SentOf(call);
            if (await confirm.AskAsync(call, $"Make the role {sent.Name}?", "/members", Room + "/new") is { } ask) return ask;
            var (made, problem) = await use.CreateAsync(call.Viewer.Actor, new CreateRoleRequest(sent.Name ?? "", [.. sent.Permissions], sent.Description), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{made!.Id}", "role-made") : RoleReader.New(call, sent, problem);
        }).Needs(Permission.RolesUpdate);

        console.MapGet(Room + "/{id}", (HttpContext http, string id, RoleReader reader) => reader.Show(ConsoleCall.Of(http), id)).Needs(Permission.RolesRead);
        console.MapPost(Room + "/{id}", async (HttpContext http, string id, EditRole use, StepUp confirm, RoleReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var sent = RoleReader.SentOf(call);
            if (await confirm.AskAsync(call, $"Change the role {sent.Name} for everybody who has it?", "/members", $"{Room}/{id}") is { } ask) return ask;
            var (_, problem) = await use.UpdateAsync(call.Viewer.Actor, id, new UpdateRoleRequest(sent.Name ?? "", [.. sent.Permissions], new Settable<string?>(sent.Description)), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{id}", "saved") : reader.Show(call, id, sent, problem);
        }).Needs(Permission.RolesUpdate);
        console.MapPost(Room + "/{id}/delete", async (HttpContext http, string id, EditRole use, StepUp confirm, RoleReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            if (await confirm.AskAsync(call, "Delete the role, and take it from everybody who has it?", "/members", $"{Room}/{id}") is { } ask) return ask;
            return (await use.DeleteAsync(call.Viewer.Actor, id, call.Aborted)).Problem is { } problem ? reader.Show(call, id, null, problem) : ConsoleCall.Go(Room, "role-deleted");
        }).Needs(Permission.RolesUpdate);

        console.MapPost(Room + "/{id}/assign", async (HttpContext http, string id, AssignRole use, BrowseMembers members, StepUp confirm, RoleReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (email, group) = (call.Field("email"), call.Field("group"));
            if (email is null == group is null) return reader.Show(call, id, null, Problem.Invalid("principal_id", "a member's e-mail address or a group, one of them"));
            var member = email is null ? null : members.ByEmail(call.Viewer.Actor, email);
            if (email is not null && member is null) return reader.Show(call, id, null, Problem.Invalid("principal_id", "nobody with this address is a member: check the spelling, or invite them first"));
            if (await confirm.AskAsync(call, "Assign the role?", "/members", $"{Room}/{id}") is { } ask) return ask;
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, new AssignRoleRequest(
                id, member is null ? RoleAssignment.ToGroup : RoleAssignment.ToUser, member?.Value ?? group!, call.Field("workspace_id")), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{id}", "role-assigned") : reader.Show(call, id, null, problem);
        }).Needs(Permission.RoleAssignmentsUpdate);
        console.MapPost(Room + "/{id}/assignments/{assignment}/remove", async (HttpContext http, string id, string assignment, AssignRole use, StepUp confirm, RoleReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            if (await confirm.AskAsync(call, "Take the role back?", "/members", $"{Room}/{id}") is { } ask) return ask;
            return (await use.RemoveAsync(call.Viewer.Actor, assignment, call.Aborted)).Problem is { } problem ? reader.Show(call, id, null, problem) : ConsoleCall.Go($"{Room}/{id}", "role-taken");
        }).Needs(Permission.RoleAssignmentsUpdate);
    }
}
