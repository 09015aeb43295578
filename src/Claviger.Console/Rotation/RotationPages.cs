using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Console.Parts;
using Claviger.Control.Access;
using Claviger.Control.Rotation;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Rotation;

/// <summary>Which keys are due, and the newest deliveries of their secrets.</summary>
internal static class RotationPages
{
    private const string Home = "/settings/rotation";

    public static void MapRotation(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, (HttpContext http, BrowseRotations rotations, ListWorkspaces workspaces, NameThings names) => Calendar(ConsoleCall.Of(http), rotations, workspaces, names)).Needs(Permission.KeysRead);
        console.MapPost(Home + "/deliver/{id}", async (HttpContext http, string id, DeliverSecret use, BrowseRotations rotations, ListWorkspaces workspaces, NameThings names) =>
        {
            var call = ConsoleCall.Of(http);
            var (delivery, problem) = await use.RunAsync(call.Viewer.Actor, id, new DeliverApiKeyRequest(), call.Aborted);
            return problem is not null ? Calendar(call, rotations, workspaces, names, problem)
                : ConsoleCall.Go(Here(call), delivery!.State == "delivered" ? "secret-delivered" : "secret-not-delivered");
        }).Needs(Permission.KeysRotate);
        console.MapRotationPolicies();
        console.MapSecretSinks();
    }

    private static IResult Calendar(ConsoleCall call, BrowseRotations rotations, ListWorkspaces workspaces, NameThings names, Problem? problem = null)
    {
        var (status, workspace, after) = (call.Query("status") is "overdue" or "due_soon" or "all" ? call.Query("status") : null, call.Query("workspace"), call.Query("after"));
        var (page, fault) = rotations.Run(call.Viewer.Actor, status, workspace, after);
        return fault is not null ? call.Fault(fault) : call.Page<CalendarPage, CalendarModel>(
            new CalendarModel(page!, KeyPages.Places(call, workspaces), names.Run(call.Viewer.Actor, page!.Rows.Select(row => row.Owner.Id)), status, workspace, after is null), problem);
    }

    /// <summary>Back to the page that the form was on.</summary>
    private static string Here(ConsoleCall call) =>
        Addresses.Of(Home, ("status", call.Query("status")), ("workspace", call.Query("workspace")), ("after", call.Query("after")))[ConsolePaths.Root.Length..];
}
