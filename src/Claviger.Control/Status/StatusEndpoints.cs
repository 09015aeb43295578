using Claviger.Control.Http;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Status;

internal static class StatusEndpoints
{
    public static void MapStatus(this RouteGroupBuilder organizations) =>
        organizations.MapGet("/status", (HttpContext http, ReadStatus use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.DeploymentRead)
            .DocumentsOurs("getStatus", "How the deployment that answers is doing.");
}
