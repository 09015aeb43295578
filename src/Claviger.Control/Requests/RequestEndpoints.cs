using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Requests;

internal static class RequestEndpoints
{
    public static void MapRequestLog(this RouteGroupBuilder organizations) =>
        organizations.MapGet("/request_log", (HttpContext http, ListRequests use) => AdminCall.RunAsync<CursorPage<RequestLogView>>(http, use.Run))
            .Declares(Permission.UsageRead);
}
