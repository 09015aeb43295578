using Claviger.Control.Http;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.OpenApi;

internal static class OpenApiEndpoints
{
    public static void MapOpenApi(this RouteGroupBuilder organizations) =>
        organizations.MapGet("/openapi.json", (HttpContext http, DescribeApi use) => AdminCall.StreamAsync(http, (actor, query, _) => Task.FromResult(use.Run(actor, query))))
            .Declares(Permission.OrganizationRead)
            .DocumentsOurs("getOpenApi", "This document, of the routes that the server serves.")
            .Streams("application/json");
}
