using Claviger.Console.Http;
using Claviger.Console.Layout;
using Claviger.Console.Roles;
using Claviger.Control.Members;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Workspaces;

/// <summary>S1, S16: workspaces, who is in them, and their end.</summary>
internal static class WorkspacePages
{
    private const string Room = "/workspaces";

    public static void MapWorkspaces(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, List).Needs(Permission.WorkspacesRead);
        console.MapGet(Room + "/new", (HttpContext http, WorkspaceReader reader) => reader.ShowNew(ConsoleCall.Of(http), WorkspaceSent.Nothing)).Needs(Permission.WorkspacesCreate);
        console.MapPost(Room + "/new", CreateAsync).Needs(Permission.WorkspacesCreate);
        console.MapGet(Room + "/{id}", (HttpContext http, string id, WorkspaceReader reader) => reader.Show(ConsoleCall.Of(http), id)).Needs(Permission.WorkspacesRead);
        console.MapPost(Room + "/{id}", UpdateAsync).Needs(Permission.WorkspacesUpdate);
        console.MapGet(Room + "/{id}/archive", (HttpContext http, string id, WorkspaceReader reader) => reader.ShowArchive(ConsoleCall.Of(http), id)).Needs(Permission.WorkspacesArchive);
        console.MapPost(Room + "/{id}/archive", async (HttpContext http, string id, ArchiveWorkspace use, StepUp confirm, WorkspaceReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            if (call.Field("typed") != reader.NameOf(call.Viewer, id)) return reader.ShowArchive(call, id, Problem.Invalid("typed", "this is not its name: nothing was archived"));
            if (await confirm.FaultInAsync(call) is { } unproven) return reader.ShowArchive(call, id, unproven);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{id}", "workspace-archived") : reader.ShowArchive(call, id, problem);
        }).Needs(Permission.WorkspacesArchive);

        console.MapPost(Room + "/{id}/members", async (HttpContext http, string id, SetWorkspaceMember use, BrowseMembers members, StepUp confirm, WorkspaceReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (email, role) = (call.Field("email"), call.Field("workspace_role") ?? "");
            if (email is null || members.ByEmail(call.Viewer.Actor, email) is not { } found) return reader.Show(call, id, Problem.Invalid("user_id", "nobody with this address is a member: check the spelling, or invite them first"));
            return await ActAsync(call, id, confirm, reader, place => $"Add {email} to {place} as {RoleText.Of(role)}?", "workspace-joined",
                async () => (await use.AddAsync(call.Viewer.Actor, id, new AddWorkspaceMemberRequest(found.Value, role), call.Aborted)).Problem);
        }).Needs(Permission.WorkspaceMembersUpdate);
        console.MapPost(Room + "/{id}/members/{member}", async (HttpContext http, string id, string member, SetWorkspaceMember use, StepUp confirm, WorkspaceReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var role = call.Field("workspace_role") ?? "";
            return await ActAsync(call, id, confirm, reader, place => $"Give them the role {RoleText.Of(role)} in {place}?", "workspace-role",
                async () => (await use.UpdateAsync(call.Viewer.Actor, id, member, new UpdateWorkspaceMemberRequest(role), call.Aborted)).Problem);
        }).Needs(Permission.WorkspaceMembersUpdate);
        console.MapPost(Room + "/{id}/members/{member}/remove", async (HttpContext http, string id, string member, RemoveWorkspaceMember use, StepUp confirm, WorkspaceReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return await ActAsync(call, id, confirm, reader, place => $"Take them out of {place}?", "workspace-left", async () => (await use.RunAsync(call.Viewer.Actor, id, member, call.Aborted)).Problem);
        }).Needs(Permission.WorkspaceMembersUpdate);
    }

    private static IResult List(HttpContext http, BrowseWorkspaces workspaces)
    {
        var call = ConsoleCall.Of(http);
        var (search, archived, after) = (call.Query("q")?.Trim() is { Length: > 0 } typed ? typed : null, call.Query("archived") == "1", call.Query("after"));
        var (page, problem) = workspaces.Run(call.Viewer.Actor, search, archived, after);
        return problem is not null ? call.Fault(problem) : call.Page<WorkspaceListPage, WorkspaceListModel>(new WorkspaceListModel(page!, search, archived, after is null));
    }

    private static async Task<IResult> CreateAsync(HttpContext http, CreateWorkspace use, WorkspaceReader reader)
    {
        var call = ConsoleCall.Of(http);
        var sent = WorkspaceFields.Read(call);
        var (tags, fault) = WorkspaceFields.Tags(sent.Tags);
        if (sent.Environment is null) fault ??= Problem.Invalid("environment", "say what it is for: production, staging, development or a word of your own");
        if (fault is not null) return reader.ShowNew(call, sent, fault);
        var (made, problem) = await use.RunAsync(call.Viewer.Actor, new CreateWorkspaceRequest(
            sent.Name ?? "", sent.Environment, Tags: tags, Tier: sent.Tier is "none" ? null : sent.Tier, DataResidency: WorkspaceFields.Residency(sent)), call.Aborted);
        return problem is null ? ConsoleCall.Go($"{Room}/{made!.Id}", "workspace-made") : reader.ShowNew(call, sent, problem);
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, string id, UpdateWorkspace use, BrowseWorkspaces workspaces, WorkspaceReader reader)
    {
        var call = ConsoleCall.Of(http);
        var sent = WorkspaceFields.Read(call);
        var (row, missing) = workspaces.Get(call.Viewer.Actor, id);
        if (row is null) return call.Fault(missing!);
        var (tags, fault) = WorkspaceFields.Tags(sent.Tags);
        if (sent.Name is null && !row.View.IsDefault) fault ??= Problem.Invalid("name", "it needs a name");
        if (fault is not null) return reader.Show(call, id, fault, sent);
        // A tag that no longer stands there goes.
        var changed = row.View.Tags.Keys.Except(tags.Keys).ToDictionary(key => key, _ => (string?)null);
        foreach (var (key, value) in tags) changed[key] = value;
        var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, new UpdateWorkspaceRequest(
            row.View.IsDefault ? null : sent.Name, sent.Color, changed, sent.Tier, WorkspaceFields.Residency(sent)), call.Aborted);
        return problem is null ? ConsoleCall.Go($"{Room}/{id}", "saved") : reader.Show(call, id, problem, sent);
    }

    private static async Task<IResult> ActAsync(ConsoleCall call, string id, StepUp confirm, WorkspaceReader reader, Func<string, string> question, string note, Func<Task<Problem?>> act)
    {
        if (await confirm.AskAsync(call, question(reader.NameOf(call.Viewer, id)), Room, $"{Room}/{id}") is { } ask) return ask;
        return await act() is { } problem ? reader.Show(call, id, problem) : ConsoleCall.Go($"{Room}/{id}", note);
    }
}
