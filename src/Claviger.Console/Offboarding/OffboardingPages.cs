using System.Globalization;
using Claviger.Console.Http;
using Claviger.Console.Layout;
using Claviger.Control.Members;
using Claviger.Control.Offboarding;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Offboarding;

/// <summary>Everything of somebody at once: first as it would be, then in earnest, then the report.</summary>
internal static class OffboardingPages
{
    private const string Room = "/offboarding";
    private const int Reports = 20;

    public static void MapOffboarding(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, List).Needs(Permission.MembersDelete);
        console.MapGet(Room + "/reports/{id}", (HttpContext http, string id, ListOffboardings reports, ReportNames names) =>
        {
            var call = ConsoleCall.Of(http);
            var (report, problem) = reports.Get(call.Viewer.Actor, id);
            return report is null ? call.Fault(problem!) : call.Page<OffboardedPage, OffboardedModel>(new OffboardedModel(report, names.Of(call.Viewer, report), []));
        }).Needs(Permission.AuditRead);
        console.MapGet(Room + "/{id}", (HttpContext http, string id, OffboardMember use, ReportNames names) => PlanAsync(ConsoleCall.Of(http), id, use, names, new OffboardSent("proposed", null, true, "7", false))).Needs(Permission.MembersDelete);
        console.MapPost(Room + "/{id}", OffboardAsync).Needs(Permission.MembersDelete);
    }

    private static IResult List(HttpContext http, BrowseMembers members, ListOffboardings reports)
    {
        var call = ConsoleCall.Of(http);
        var search = call.Query("q")?.Trim() is { Length: > 0 } text ? text : null;
        return call.Page<OffboardingListPage, OffboardingListModel>(new OffboardingListModel(
            search, search is null ? null : members.Run(call.Viewer.Actor, search, null, null).Value,
            reports.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", $"{Reports}"), ("page", call.Query("page")))).Value, call.Query("page") is null));
    }

    private static async Task<IResult> PlanAsync(ConsoleCall call, string id, OffboardMember use, ReportNames names, OffboardSent sent, Problem? fault = null)
    {
        var (plan, problem) = await use.RunAsync(call.Viewer.Actor, id, new OffboardUserRequest(DryRun: true), null, call.Aborted);
        return plan is null ? call.Fault(problem!) : call.Page<OffboardPage, OffboardModel>(new OffboardModel(plan.Offboarding, names.Of(call.Viewer, plan.Offboarding), sent), fault);
    }

    private static async Task<IResult> OffboardAsync(HttpContext http, string id, OffboardMember use, BrowseMembers members, StepUp confirm, ReportNames names)
    {
        var call = ConsoleCall.Of(http);
        var sent = new OffboardSent(call.Field("hand_over") ?? "none", call.Field("new_owner"), call.Checked("rotate"), call.Field("overlap_days"), call.Checked("end_admin_keys"));
        var (request, fault) = RequestOf(call, sent, members);
        if (request is null) return await PlanAsync(call, id, use, names, sent, fault);
        if (await confirm.AskAsync(call, "Offboard for good?", Room, $"{Room}/{id}") is { } ask) return ask;
        var (done, problem) = await use.RunAsync(call.Viewer.Actor, id, request, null, call.Aborted);
        if (done is null) return await PlanAsync(call, id, use, names, sent, problem);
        // A secret is in no page that can be asked for again; and without an id the report is not written yet.
        return done.Secrets.Count == 0 && done.Offboarding.Id is { } report && call.Viewer.May(Permission.AuditRead)
            ? ConsoleCall.Go($"{Room}/reports/{report}", "offboarded")
            : call.Page<OffboardedPage, OffboardedModel>(new OffboardedModel(done.Offboarding, names.Of(call.Viewer, done.Offboarding), done.Secrets));
    }

    private static (OffboardUserRequest? Request, Problem? Fault) RequestOf(ConsoleCall call, OffboardSent sent, BrowseMembers members)
    {
        string? owner = null;
        if (sent.HandOver == "named")
        {
            if (sent.NewOwner is null || members.ByEmail(call.Viewer.Actor, sent.NewOwner) is not { } found)
                return (null, Problem.Invalid("new_owner_user_id", "nobody with this address is a member: give the address of somebody who stays"));
            owner = found.Value;
        }

        long? overlap = null;
        if (sent.Rotate)
        {
            if (!int.TryParse(sent.OverlapDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > 30) return (null, Problem.Invalid("overlap_seconds", "a whole number of days from 0 to 30"));
            overlap = days * 86_400L;
        }

        return (new OffboardUserRequest(HandOver: sent.HandOver == "proposed" ? true : null, NewOwnerUserId: owner, Rotate: sent.Rotate ? true : null, OverlapSeconds: overlap, EndAdminKeys: sent.EndAdminKeys ? true : null), null);
    }
}
