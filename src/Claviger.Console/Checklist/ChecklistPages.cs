using Claviger.Console.Http;
using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Checklist;

/// <summary>The checklist, what is waived, how it was before, and the report that somebody signs.</summary>
internal static class ChecklistPages
{
    public const string Room = "/checklist";
    private const int Runs = 30;

    public static void MapChecklist(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, List).Needs(Permission.ChecklistRead);
        console.MapPost(Room + "/runs", async (HttpContext http, RecordChecklist use) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "checklist-run") : call.Fault(problem);
        }).Needs(Permission.ChecklistUpdate);
        console.MapGet(Room + "/runs", History).Needs(Permission.ChecklistRead);
        console.MapGet(Room + "/runs/{id}", OfRun).Needs(Permission.ChecklistRead);
        console.MapGet(Room + "/report", (HttpContext http, ChecklistReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (checklist, problem) = reader.Read(call.Viewer, call.Query("run"), call.Query("now") is not null);
            return checklist is null ? call.Fault(problem!) : call.Page<ReportPage, ChecklistModel>(new ChecklistModel(checklist, checklist.Id is null, reader.NamesOf(call.Viewer, checklist.Findings), null, null));
        }).Needs(Permission.ChecklistRead);
        console.MapGet(Room + "/report/{form}", ChecklistFiles.Download).Needs(Permission.ChecklistRead);
        console.MapGet(Room + "/{control}", (HttpContext http, string control, ChecklistReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (checklist, problem) = reader.Read(call.Viewer, call.Query("run"), call.Query("now") is not null);
            if (checklist is null) return call.Fault(problem!);
            return checklist.Findings.FirstOrDefault(finding => finding.ControlId == control) is { } found
                ? call.Page<ControlPage, ControlModel>(new ControlModel(checklist, found, call.Query("run"), reader.NamesOf(call.Viewer, [found])))
                : call.Fault(Problem.NotFound("control"));
        }).Needs(Permission.ChecklistRead);
        console.MapWaivers();
        console.MapFixes();
    }

    private static IResult List(HttpContext http, ChecklistReader reader)
    {
        var call = ConsoleCall.Of(http);
        var (checklist, problem) = reader.Read(call.Viewer, null, call.Query("now") is not null);
        if (checklist is null) return call.Fault(problem!);
        return call.Page<ChecklistPage, ChecklistModel>(new ChecklistModel(
            checklist, checklist.Id is null, reader.NamesOf(call.Viewer, checklist.Findings), reader.LastKept(call.Viewer), call.Query("show") is { } show && ChecklistText.Statuses.Contains(show) ? show : null));
    }

    private static IResult History(HttpContext http, ListChecklistRuns runs)
    {
        var call = ConsoleCall.Of(http);
        var (page, problem) = runs.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", $"{Runs}"), ("page", call.Query("page"))));
        return page is null ? call.Fault(problem!) : call.Page<RunListPage, RunListModel>(new RunListModel(page, call.Query("page") is null));
    }

    private static IResult OfRun(HttpContext http, string id, ListChecklistRuns runs, ChecklistReader reader)
    {
        var call = ConsoleCall.Of(http);
        var (checklist, problem) = runs.Get(call.Viewer.Actor, id);
        return checklist is null ? call.Fault(problem!) : call.Page<RunPage, RunModel>(new RunModel(checklist, runs.ChangeOf(call.Viewer.Actor, id), reader.NamesOf(call.Viewer, checklist.Findings)));
    }
}
