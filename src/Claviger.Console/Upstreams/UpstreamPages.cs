using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Console.Layout;
using Claviger.Control.Upstreams;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Upstreams;

/// <summary>Credentials that requests go to Anthropic with. None of these pages ever holds one: not even the form that was sent with one shows it again.</summary>
internal static class UpstreamPages
{
    private const string Room = "/settings";
    private const string Home = Room + "/upstreams";

    public static void MapUpstreams(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, (HttpContext http, ListUpstreams upstreams, ListWorkspaces workspaces) =>
        {
            var call = ConsoleCall.Of(http);
            var (page, problem) = upstreams.Run(call.Viewer.Actor, ConsoleCall.Ask());
            return problem is not null ? call.Fault(problem) : call.Page<UpstreamListPage, UpstreamListModel>(new UpstreamListModel(page!.Data, NamesOf(KeyPages.Places(call, workspaces))));
        }).Needs(Permission.UpstreamsRead);
        console.MapGet(Home + "/new", (HttpContext http) => ConsoleCall.Of(http).Page<CredentialPage, CredentialModel>(new CredentialModel(null, null))).Needs(Permission.UpstreamsUpdate);
        console.MapPost(Home + "/new", async (HttpContext http, EditUpstream use, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            if (await confirm.FaultInAsync(call) is { } fault) return call.Page<CredentialPage, CredentialModel>(new CredentialModel(null, call.Field("name")), fault);
            var (made, problem) = await use.CreateAsync(call.Viewer.Actor, new CreateUpstreamRequest(call.Field("name") ?? "", call.Field("api_key") ?? ""), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Home}/{made!.Id}", "upstream-created") : call.Page<CredentialPage, CredentialModel>(new CredentialModel(null, call.Field("name")), problem);
        }).Needs(Permission.UpstreamsUpdate);
        console.MapGet(Home + "/{id}", (HttpContext http, string id, ListUpstreams upstreams, ListWorkspaces workspaces) => Show(ConsoleCall.Of(http), id, upstreams, workspaces)).Needs(Permission.UpstreamsRead);
        console.MapPost(Home + "/{id}/name", async (HttpContext http, string id, EditUpstream use, ListUpstreams upstreams, ListWorkspaces workspaces) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.UpdateAsync(call.Viewer.Actor, id, new UpdateUpstreamRequest(call.Field("name") ?? ""), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Home}/{id}", "saved") : Show(call, id, upstreams, workspaces, problem);
        }).Needs(Permission.UpstreamsUpdate);
        console.MapGet(Home + "/{id}/credential", (HttpContext http, string id, ListUpstreams upstreams) => ShowCredential(ConsoleCall.Of(http), id, upstreams)).Needs(Permission.UpstreamsUpdate);
        console.MapPost(Home + "/{id}/credential", async (HttpContext http, string id, EditUpstream use, ListUpstreams upstreams, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            if (await confirm.FaultInAsync(call) is { } fault) return ShowCredential(call, id, upstreams, fault);
            var (_, problem) = await use.UpdateAsync(call.Viewer.Actor, id, new UpdateUpstreamRequest(ApiKey: call.Field("api_key") ?? ""), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Home}/{id}", "credential-replaced") : ShowCredential(call, id, upstreams, problem);
        }).Needs(Permission.UpstreamsUpdate);
        console.MapPost(Home + "/{id}/use", async (HttpContext http, string id, UseUpstream use, ListUpstreams upstreams, ListWorkspaces workspaces, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            if (call.Field("workspace") is not { } workspace) return Show(call, id, upstreams, workspaces, Problem.Invalid("workspace", "choose a workspace"));
            var name = NamesOf(KeyPages.Places(call, workspaces)).GetValueOrDefault(workspace, "this workspace");
            if (await confirm.AskAsync(call, $"Send requests of {name} by {Find(call, id, upstreams).Value?.Name}?", Room, $"{Home}/{id}") is { } asked) return asked;
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, workspace, new UseUpstreamRequest(id), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Home}/{id}", "upstream-used") : Show(call, id, upstreams, workspaces, problem);
        }).Needs(Permission.UpstreamsUpdate);
        console.MapPost(Home + "/{id}/delete", async (HttpContext http, string id, EditUpstream use, ListUpstreams upstreams, ListWorkspaces workspaces, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            if (await confirm.AskAsync(call, $"Retire {Find(call, id, upstreams).Value?.Name ?? "this upstream"}?", Room, $"{Home}/{id}") is { } asked) return asked;
            var (_, problem) = await use.DeleteAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, "upstream-deleted") : Show(call, id, upstreams, workspaces, problem);
        }).Needs(Permission.UpstreamsUpdate);
    }

    private static IResult Show(ConsoleCall call, string id, ListUpstreams upstreams, ListWorkspaces workspaces, Problem? problem = null)
    {
        var (upstream, missing) = Find(call, id, upstreams);
        if (missing is not null) return call.Fault(problem ?? missing);
        var places = KeyPages.Places(call, workspaces);
        return call.Page<UpstreamPage, UpstreamModel>(new UpstreamModel(
            upstream!, problem is null ? upstream!.Name : call.Field("name") ?? upstream!.Name, NamesOf(places),
            [.. places.Where(place => !upstream!.Workspaces.Contains(place.Id)).Select(place => (place.Id, place.Name))]), problem);
    }

    private static IResult ShowCredential(ConsoleCall call, string id, ListUpstreams upstreams, Problem? problem = null)
    {
        var (upstream, missing) = Find(call, id, upstreams);
        return missing is not null ? call.Fault(problem ?? missing) : call.Page<CredentialPage, CredentialModel>(new CredentialModel(upstream, upstream!.Name), problem);
    }

    private static Outcome<UpstreamView> Find(ConsoleCall call, string id, ListUpstreams upstreams)
    {
        var (page, problem) = upstreams.Run(call.Viewer.Actor, ConsoleCall.Ask());
        if (problem is not null) return problem;
        return page!.Data.FirstOrDefault(upstream => upstream.Id == id) is { } found ? found : Problem.NotFound("upstream");
    }

    private static Dictionary<string, string> NamesOf(IReadOnlyList<WorkspaceView> places) => places.ToDictionary(place => place.Id, place => place.Name);
}
