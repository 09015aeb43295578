using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Control.Alerts;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Alerts;

internal static class AlertChannelPages
{
    private const string Home = "/alerts/channels";
    private const string Routes = "/alerts/routes";

    public static void MapAlertChannels(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, (HttpContext http, ListAlertSettings settings) =>
        {
            var call = ConsoleCall.Of(http);
            var after = call.Query("page");
            var (page, problem) = settings.Channels(call.Viewer.Actor, ConsoleCall.Ask(("limit", "50"), ("page", after)));
            return problem is not null ? call.Fault(problem) : call.Page<ChannelListPage, AlertChannelListModel>(new AlertChannelListModel(page!.Data, page.NextPage, after is null));
        }).Needs(Permission.AlertsRead);
        console.MapGet(Home + "/new", (HttpContext http, AlertChannelForm form) =>
        {
            var call = ConsoleCall.Of(http);
            return call.Query("type") is { } type && AlertNames.ChannelTypes.ContainsKey(type) ? form.Show(call, type, null, AlertChannelForm.Blank) : call.Page<NewChannelPage, IReadOnlyList<string>>([.. AlertNames.ChannelTypes.Keys]);
        }).Needs(Permission.AlertsManage);
        console.MapPost(Home + "/new", (HttpContext http, AlertChannelForm form) => form.CreateAsync(ConsoleCall.Of(http))).Needs(Permission.AlertsManage);
        console.MapGet(Home + "/{id}", (HttpContext http, string id, AlertChannelForm form) => form.ShowOne(ConsoleCall.Of(http), id)).Needs(Permission.AlertsRead);
        console.MapPost(Home + "/{id}", (HttpContext http, string id, AlertChannelForm form) => form.UpdateAsync(ConsoleCall.Of(http), id)).Needs(Permission.AlertsManage);
        console.MapPost(Home + "/{id}/test", async (HttpContext http, string id, TestAlertChannel use, AlertChannelForm form) =>
        {
            var call = ConsoleCall.Of(http);
            var (test, problem) = await use.RunAsync(call.Viewer.Actor, id, call.Aborted);
            return form.ShowOne(call, id, problem, test);
        }).Needs(Permission.AlertsManage);
        console.MapPost(Home + "/{id}/rotate", async (HttpContext http, string id, RotateAlertChannelSecret use, AlertChannelForm form) =>
        {
            var call = ConsoleCall.Of(http);
            var read = new FormReader(call);
            var hours = read.Whole("overlap_hours");
            if (read.Fault is { } fault) return form.ShowOne(call, id, fault);
            var (rotated, problem) = await use.RunAsync(call.Viewer.Actor, id, new RotateAlertChannelSecretRequest(hours), call.Aborted);
            return problem is not null ? form.ShowOne(call, id, problem) : call.Page<ChannelSecretPage, AlertChannelSecretModel>(new AlertChannelSecretModel(rotated!.AlertChannel, rotated.Secret!, IsNew: false));
        }).Needs(Permission.AlertsManage);
        console.MapPost(Home + "/{id}/delete", async (HttpContext http, string id, EditAlertChannel use, AlertChannelForm form) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.DeleteAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, "channel-deleted") : form.ShowOne(call, id, problem);
        }).Needs(Permission.AlertsManage);

        console.MapGet(Routes, (HttpContext http, ListAlertSettings settings, ListWorkspaces workspaces) => ShowRoutes(ConsoleCall.Of(http), ConsoleCall.Of(http).Query("workspace"), settings, workspaces)).Needs(Permission.AlertsRead);
        console.MapPost(Routes + "/{id}", async (HttpContext http, string id, SetAlertRoute use, ListAlertSettings settings, ListWorkspaces workspaces) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, new SetAlertRouteRequest(call.Values("channels")), call.Aborted);
            return problem is null ? ConsoleCall.Go(Routes, "saved") : ShowRoutes(call, id, settings, workspaces, problem);
        }).Needs(Permission.AlertsManage);
    }

    private static IResult ShowRoutes(ConsoleCall call, string? workspace, ListAlertSettings settings, ListWorkspaces workspaces, Problem? problem = null)
    {
        var actor = call.Viewer.Actor;
        var (routes, fault) = settings.Routes(actor, ConsoleCall.Ask());
        if (fault is not null) return call.Fault(fault);
        var places = KeyPages.Places(call, workspaces);
        return call.Page<RoutePage, AlertRouteModel>(new AlertRouteModel(
            routes!.Data, settings.Channels(actor, ConsoleCall.Ask()).Value!.Data, places, places.FirstOrDefault(place => place.Id == workspace),
            problem is not null ? call.Values("channels") : routes.Data.FirstOrDefault(route => route.WorkspaceId == workspace)?.ChannelIds ?? []), problem);
    }
}
