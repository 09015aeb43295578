using Claviger.Console.Http;
using Claviger.Control.Access;
using Claviger.Control.Alerts;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Alerts;

internal static class AlertRulePages
{
    private const string Home = "/alerts/rules";

    public static void MapAlertRules(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, (HttpContext http, ListAlertSettings settings, NameThings names) => List(ConsoleCall.Of(http), settings, names)).Needs(Permission.AlertsRead);
        console.MapGet(Home + "/new", (HttpContext http, AlertRuleForm form) =>
        {
            var call = ConsoleCall.Of(http);
            return call.Query("kind") is { } name && AlertKindBook.Find(name) is { } kind ? form.Show(call, kind, null, AlertRuleForm.Blank(call, kind)) : call.Page<NewRulePage, IReadOnlyList<AlertKind>>(AlertKindBook.All);
        }).Needs(Permission.AlertsManage);
        console.MapPost(Home + "/new", (HttpContext http, AlertRuleForm form) => form.CreateAsync(ConsoleCall.Of(http))).Needs(Permission.AlertsManage);
        console.MapGet(Home + "/{id}", (HttpContext http, string id, AlertRuleForm form, ListAlertSettings settings) =>
        {
            var call = ConsoleCall.Of(http);
            var (rule, problem) = settings.Rule(call.Viewer.Actor, id);
            return problem is not null ? call.Fault(problem)
                : AlertKindBook.Find(rule!.Kind) is { } kind ? form.Show(call, kind, rule, AlertRuleForm.Of(rule)) : call.Fault(Problem.NotFound("this kind of rule"));
        }).Needs(Permission.AlertsRead);
        console.MapPost(Home + "/{id}", (HttpContext http, string id, AlertRuleForm form) => form.UpdateAsync(ConsoleCall.Of(http), id)).Needs(Permission.AlertsManage);
        console.MapPost(Home + "/{id}/enabled", async (HttpContext http, string id, EditAlertRule use, ListAlertSettings settings, NameThings names) =>
        {
            var call = ConsoleCall.Of(http);
            var on = call.Checked("on");
            var (_, problem) = await use.UpdateAsync(call.Viewer.Actor, id, new UpdateAlertRuleRequest(IsEnabled: on), call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, on ? "rule-enabled" : "rule-disabled") : List(call, settings, names, problem);
        }).Needs(Permission.AlertsManage);
        console.MapPost(Home + "/{id}/delete", async (HttpContext http, string id, EditAlertRule use, ListAlertSettings settings, NameThings names) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.DeleteAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, "rule-deleted") : List(call, settings, names, problem);
        }).Needs(Permission.AlertsManage);
    }

    private static IResult List(ConsoleCall call, ListAlertSettings settings, NameThings names, Problem? problem = null)
    {
        var after = call.Query("page");
        var (page, fault) = settings.Rules(call.Viewer.Actor, ConsoleCall.Ask(("limit", "50"), ("page", after)));
        return fault is not null ? call.Fault(fault) : call.Page<RuleListPage, AlertRuleListModel>(
            new AlertRuleListModel(page!.Data, page.NextPage, after is null, AlertPages.ChannelNames(call, settings), names.Run(call.Viewer.Actor, page.Data.Select(rule => rule.Scope.Id))), problem);
    }
}
