using Claviger.Control.Audit;
using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Requests;

internal static class RequestEndpoints
{
    public static void MapRequestLog(this RouteGroupBuilder organizations) =>
        organizations.MapGet("/request_log", (HttpContext http, ListRequests use) => AdminCall.RunAsync<CursorPage<RequestLogView>>(http, use.Run))
            .Declares(Permission.UsageRead)
            .DocumentsOurs("listRequests", "Governed requests, newest first: who, when, model, outcome, tokens, cost; never a word of them.",
                [
                    .. CursorPaging.Parameters, Parameter.List("workspace_ids"), Parameter.List("api_key_ids"), Parameter.List("owner_ids", "Ids of members or service accounts who owned the key then."), Parameter.List("models"),
                    Parameter.List("outcomes", values: UsageOutcomeNames.All.Keys), Parameter.Text("request_id"), .. TimeBounds.Parameters,
                ]);
}
