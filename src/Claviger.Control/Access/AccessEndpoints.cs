using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Access;

internal static class AccessEndpoints
{
    public static void MapAccess(this RouteGroupBuilder organizations) =>
        organizations.MapGet("/access/explain", (HttpContext http, ExplainAccess use) => AdminCall.RunAsync<AccessExplanationView>(http, use.Run))
            .Declares(Permission.AccessRead, or: Permission.PersonalKeysCreate);
}
