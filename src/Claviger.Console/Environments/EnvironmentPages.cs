using Claviger.Console.Http;
using Claviger.Control.Environments;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Environments;

/// <summary>S8: which networks an environment's services call from, and what becomes of keys that stray.</summary>
internal static class EnvironmentPages
{
    private const string Room = "/workspaces/environments";

    public static void MapEnvironments(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, ListEnvironments environments, ListWorkspaces workspaces) => Show(ConsoleCall.Of(http), environments, workspaces)).Needs(Permission.WorkspacesRead);
        console.MapPost(Room, async (HttpContext http, SetEnvironment use, ListEnvironments environments, ListWorkspaces workspaces) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, call.Field("name") ?? "", new SetEnvironmentRequest(call.Lines("networks"), call.Checked("block")), call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "environment-set") : Show(call, environments, workspaces, problem);
        }).Needs(Permission.OrganizationUpdate);
        console.MapPost(Room + "/{name}/delete", async (HttpContext http, string name, DeleteEnvironment use, ListEnvironments environments, ListWorkspaces workspaces) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, name, call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "environment-forgotten") : Show(call, environments, workspaces, problem);
        }).Needs(Permission.OrganizationUpdate);
    }

    private static IResult Show(ConsoleCall call, ListEnvironments environments, ListWorkspaces workspaces, Problem? fault = null)
    {
        var (all, problem) = environments.Run(call.Viewer.Actor, ConsoleCall.Ask());
        if (all is null) return call.Fault(fault ?? problem!);
        var names = (workspaces.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? []).ToDictionary(place => place.Id, place => place.Name);
        var edited = all.Data.FirstOrDefault(one => one.Name == call.Query("edit"));
        return call.Page<EnvironmentListPage, EnvironmentListModel>(fault is null
            ? new EnvironmentListModel(all.Data, names, edited?.Name, edited is null ? null : string.Join('\n', edited.Networks), edited?.Block == true)
            : new EnvironmentListModel(all.Data, names, call.Field("name"), call.Field("networks"), call.Checked("block")), fault);
    }
}
