using Claviger.Console.Http;
using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Checklist;

/// <summary>What the server can mend by itself: first what would be done, then in earnest, then what became of it.</summary>
internal static class FixPages
{
    private const string Room = ChecklistPages.Room;

    public static void MapFixes(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room + "/{control}/fix", (HttpContext http, string control, FixChecklist use, ChecklistReader reader) => PlanAsync(ConsoleCall.Of(http), control, use, reader, null)).Needs(Permission.ChecklistUpdate);
        console.MapPost(Room + "/{control}/fix", async (HttpContext http, string control, FixChecklist use, ChecklistReader reader, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            var all = call.Field("all") is not null;
            var chosen = call.Values("subject").ToHashSet(StringComparer.Ordinal);
            if (!all && chosen.Count == 0) return await PlanAsync(call, control, use, reader, chosen, Problem.Invalid("subject_ids", "tick at least one"));
            if (await confirm.FaultInAsync(call) is { } fault) return await PlanAsync(call, control, use, reader, all ? null : chosen, fault);
            var finding = reader.Now(call.Viewer, control);
            var (done, problem) = await use.RunAsync(call.Viewer.Actor, new FixChecklistRequest(control, all ? null : [.. chosen]), call.Aborted);
            if (done is null || finding is null) return problem is { Kind: ProblemKind.Forbidden } || finding is null ? call.Fault(problem ?? Problem.NotFound("control")) : await PlanAsync(call, control, use, reader, chosen, problem);
            return call.Page<FixedPage, FixedModel>(new FixedModel(finding, done));
        }).Needs(Permission.ChecklistUpdate);
    }

    private static async Task<IResult> PlanAsync(ConsoleCall call, string control, FixChecklist use, ChecklistReader reader, IReadOnlySet<string>? chosen, Problem? fault = null)
    {
        if (reader.Now(call.Viewer, control) is not { } finding) return call.Fault(Problem.NotFound("control"));
        var (plan, problem) = await use.RunAsync(call.Viewer.Actor, new FixChecklistRequest(control, DryRun: true), call.Aborted);
        return plan is null ? call.Fault(problem!) : call.Page<FixPage, FixModel>(new FixModel(finding, plan, chosen), fault);
    }
}
