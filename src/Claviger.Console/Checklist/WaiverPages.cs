using System.Globalization;
using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Checklist;
using Claviger.Control.Members;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Checklist;

/// <summary>Findings that stay as they are until a date, and who answers for that.</summary>
internal static class WaiverPages
{
    private const string Room = ChecklistPages.Room;

    /// <summary>Things that the form names one by one.</summary>
    private const int MostSubjects = 200;

    private static readonly TimeSpan Usual = TimeSpan.FromDays(90);

    public static void MapWaivers(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room + "/waivers", (HttpContext http, ListWaivers waivers, ChecklistReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (page, problem) = waivers.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", "1000")));
            return page is null ? call.Fault(problem!) : call.Page<WaiverListPage, WaiverListModel>(new WaiverListModel([.. page.Data.OrderBy(waiver => waiver.EndsAt <= call.Viewer.Now).ThenBy(waiver => waiver.EndsAt)], reader.NamesOf(call.Viewer, page.Data)));
        }).Needs(Permission.ChecklistRead);
        console.MapPost(Room + "/waivers/{id}/end", async (HttpContext http, string id, EndWaiver use) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? Back(call.Field("control"), "waiver-ended") : call.Fault(problem);
        }).Needs(Permission.ChecklistUpdate);
        console.MapGet(Room + "/{control}/waive", (HttpContext http, string control, ChecklistReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            return Show(call, control, reader, new WaiveSent(call.Query("subject"), null, (call.Viewer.Now + Usual).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null));
        }).Needs(Permission.ChecklistUpdate);
        console.MapPost(Room + "/{control}/waive", WaiveAsync).Needs(Permission.ChecklistUpdate);
    }

    private static async Task<IResult> WaiveAsync(HttpContext http, string control, WaiveFinding use, BrowseMembers members, ChecklistReader reader)
    {
        var call = ConsoleCall.Of(http);
        var sent = new WaiveSent(call.Field("subject"), call.Field("reason"), call.Field("until"), call.Field("owner"));
        if (sent.Reason is null) return Show(call, control, reader, sent, Problem.Invalid("reason", "say why this may stay as it is"));
        var read = new FormReader(call);
        var end = read.EndOfDay("until", "ends_at");
        if (end is null) read.Blame("ends_at", "say until when, for example 2027-03-31");
        if (read.Fault is { } unread) return Show(call, control, reader, sent, unread);
        MemberId? owner = null;
        if (sent.Owner is { } address && (owner = members.ByEmail(call.Viewer.Actor, address)) is null) return Show(call, control, reader, sent, Problem.Invalid("owner_user_id", "nobody with this address is a member"));
        var (_, problem) = await use.RunAsync(call.Viewer.Actor, new CreateWaiverRequest(control, sent.Reason, end!.Value, sent.Subject, owner?.Value), call.Aborted);
        return problem is null ? Back(control, "waived") : Show(call, control, reader, sent, problem);
    }

    private static IResult Show(ConsoleCall call, string control, ChecklistReader reader, WaiveSent sent, Problem? problem = null)
    {
        if (problem?.Kind == ProblemKind.Forbidden) return call.Fault(problem);
        return reader.Now(call.Viewer, control) is { } finding
            ? call.Page<WaivePage, WaiveModel>(new WaiveModel(finding, [.. finding.Evidence.DistinctBy(evidence => evidence.Subject.Id).Take(MostSubjects)], sent), problem)
            : call.Fault(Problem.NotFound("control"));
    }

    /// <summary>To the finding as it is now.</summary>
    internal static IResult Back(string? control, string note) => new SeeOther(Addresses.Of(ChecklistPages.Room, ("now", "1"), ("note", note)) + (Core.Checklist.ControlBook.Find(control ?? "") is { } known ? "#" + known.Id : ""));
}
