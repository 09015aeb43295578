using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Limits;
using Claviger.Control.Requests;
using Claviger.Control.Status;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Console.Requests;

internal sealed class RequestReader(BrowseRequests requests, ListWorkspaces workspaces, ReportSpendLimits limits, IGatewayStatus gateway, DeploymentInfo deployment)
{
    public (RequestListModel Model, Problem? Problem) List(ConsoleCall call)
    {
        var (viewer, after) = (call.Viewer, call.Query("after"));
        var filter = new RequestFilter(call.Query("key")?.Trim(), call.Query("workspace"), call.Query("member")?.Trim(), call.Query("model"), call.Query("outcome"), call.Query("from"), call.Query("to"));
        var (page, problem) = Read(viewer, filter, after);
        var places = (workspaces.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1000"), ("include_archived", "true"))).Value?.Data ?? []).Where(place => viewer.MayIn(Permission.UsageRead, place.Id)).ToList();
        return (new RequestListModel(page, filter, places, requests.Models(viewer.Actor), viewer.May(Permission.DeploymentRead) ? new RefusedSoFar(gateway.RequestsRefused, gateway.RequestsGoverned, deployment.StartedAt) : null, after is null), problem);
    }

    public RequestModel? Get(Viewer viewer, string id) => requests.Get(viewer.Actor, id).Value is { } found
        ? new RequestModel(found, found.Request.ApiKeyId is { } key ? limits.Explain(viewer.Actor, ConsoleCall.Ask(("api_key_id", key))).Value : null)
        : null;

    private Outcome<RequestRows> Read(Viewer viewer, RequestFilter filter, string? after)
    {
        if (!LocalDay.TryRead(filter.From, viewer, 0, out var from)) return Problem.Invalid("from", "a date, for example 2026-11-30");
        if (!LocalDay.TryRead(filter.To, viewer, 1, out var to)) return Problem.Invalid("to", "a date, for example 2026-11-30");
        return requests.Run(viewer.Actor, new RequestsAsked(filter.Key, filter.Workspace, filter.Member, filter.Model, filter.Outcome, Ms(from), Ms(to)), after);
    }

    private static long? Ms(string? instant) => instant is not null && UtcTimeConverter.TryParse(instant, out var at) ? at.ToUnixTimeMilliseconds() : null;
}
