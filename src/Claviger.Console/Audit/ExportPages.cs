using System.Text;
using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Audit;
using Claviger.Core;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Audit;

/// <summary>The log as a file that proves itself, and what checks it elsewhere. An export leaves an entry, so it is a form.</summary>
internal static class ExportPages
{
    private const string Room = AuditPages.Room + "/export";

    public static void MapExports(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, AuditReader reader, ListCheckpoints checkpoints) => Show(ConsoleCall.Of(http), reader, checkpoints)).Needs(Permission.AuditRead);
        console.MapPost(Room, async (HttpContext http, AuditReader reader, ListCheckpoints checkpoints, ExportAuditLog use) =>
        {
            var call = ConsoleCall.Of(http);
            if (!LocalDay.TryRead(call.Field("since"), call.Viewer, 0, out var since)) return Show(call, reader, checkpoints, Problem.Invalid("created_at.gte", "a date, for example 2026-11-30"));
            var (answer, problem) = await use.RunAsync(call.Viewer.Actor, ConsoleCall.Ask(("format", call.Field("format")), ("from", call.Field("from")), ("created_at.gte", since)), call.Aborted);
            return answer is null ? Show(call, reader, checkpoints, problem) : new Download(answer);
        }).Needs(Permission.AuditExport);
        console.MapGet(Room + "/public-key", (HttpContext http, ListCheckpoints checkpoints) =>
        {
            var call = ConsoleCall.Of(http);
            var (key, problem) = checkpoints.PublicKey(call.Viewer.Actor);
            return key is null ? call.Fault(problem!) : Results.File(Encoding.UTF8.GetBytes(key.PublicKey + "\n"), "text/plain; charset=utf-8", "audit.pub");
        }).Needs(Permission.AuditRead);
        console.MapGet(Room + "/checkpoint", (HttpContext http, ListCheckpoints checkpoints) =>
        {
            var call = ConsoleCall.Of(http);
            var (page, problem) = checkpoints.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", "1")));
            return page is null ? call.Fault(problem!)
                : page.Data is [var newest] ? Results.File(Encoding.UTF8.GetBytes(newest.Checkpoint), "text/plain; charset=utf-8", $"audit-checkpoint-{newest.Size}.txt")
                : call.Fault(Problem.NotFound("checkpoint"));
        }).Needs(Permission.AuditRead);
    }

    private static IResult Show(ConsoleCall call, AuditReader reader, ListCheckpoints checkpoints, Problem? problem = null)
    {
        if (reader.Status(call.Viewer) is not { } status) return call.Fault(problem ?? Control.Denial.Of(Permission.AuditRead));
        return call.Page<AuditExportPage, AuditExportModel>(new AuditExportModel(
            status, checkpoints.PublicKey(call.Viewer.Actor).Value, checkpoints.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", "1"))).Value?.Data is [var newest] ? newest : null,
            call.Field("format"), call.Field("from"), call.Field("since")), problem);
    }
}
