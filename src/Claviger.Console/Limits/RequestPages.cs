using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Limits;

/// <summary>S6: requests for higher limits. An approval asks for a fresh proof first: it lets more be spent.</summary>
internal static class RequestPages
{
    private const string Room = "/limits/requests";
    private const string Rows = "50";

    public static void MapIncreaseRequests(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, List).Needs(Permission.LimitsRead);
        console.MapGet(Room + "/{id}", (HttpContext http, string id, ListIncreaseRequests requests, BrowseLimits limits) => Show(ConsoleCall.Of(http), requests, limits, id)).Needs(Permission.LimitsRead);
        console.MapPost(Room + "/{id}/approve", async (HttpContext http, string id, DecideIncrease use, StepUp confirm, ListIncreaseRequests requests, BrowseLimits limits) =>
        {
            var call = ConsoleCall.Of(http);
            var (cents, problem) = DollarField.Read(call.Field("amount"), "amount");
            problem ??= await confirm.FaultInAsync(call);
            problem ??= (await use.ApproveAsync(call.Viewer.Actor, id, new ApproveIncreaseRequest(cents!, UntilPeriodEnd: call.Checked("until_period_end")), call.Aborted)).Problem;
            return problem is null ? ConsoleCall.Go(Room, "increase-approved") : Show(call, requests, limits, id, problem);
        }).Needs(Permission.LimitsUpdate);
        console.MapPost(Room + "/{id}/deny", async (HttpContext http, string id, DecideIncrease use, ListIncreaseRequests requests, BrowseLimits limits) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.DenyAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "increase-denied") : Show(call, requests, limits, id, problem);
        }).Needs(Permission.LimitsUpdate);
    }

    private static IResult List(HttpContext http, ListIncreaseRequests requests, BrowseLimits limits)
    {
        var call = ConsoleCall.Of(http);
        var (actor, after) = (call.Viewer.Actor, call.Query("after"));
        var (waiting, fault) = requests.Run(actor, ConsoleCall.Ask(("status[]", "pending"), ("limit", Rows)));
        var (decided, problem) = requests.Run(actor, ConsoleCall.Ask(("status[]", "approved"), ("status[]", "denied"), ("limit", Rows), ("page", after)));
        if ((fault ?? problem) is { } wrong) return call.Fault(wrong);
        return call.Page<RequestListPage, RequestListModel>(new RequestListModel(
            waiting!.Data, waiting.NextPage is not null, decided!.Data, decided.NextPage, after is null, limits.Of(actor, [.. waiting.Data.Concat(decided.Data).Select(request => request.SpendLimitId)])));
    }

    private static IResult Show(ConsoleCall call, ListIncreaseRequests requests, BrowseLimits limits, string id, Problem? fault = null)
    {
        var (request, missing) = requests.Get(call.Viewer.Actor, id);
        return request is null ? call.Fault(fault ?? missing!) : call.Page<RequestPage, RequestModel>(
            new RequestModel(request, limits.Of(call.Viewer.Actor, [request.SpendLimitId]).GetValueOrDefault(request.SpendLimitId), call.Field("amount"), fault is null || call.Checked("until_period_end")), fault);
    }
}
