using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Environments;

internal static class EnvironmentEndpoints
{
    public static void MapEnvironments(this RouteGroupBuilder organizations)
    {
        var environments = organizations.MapGroup("/environments");
        environments.MapGet("", (HttpContext http, ListEnvironments use) => AdminCall.RunAsync<CursorPage<EnvironmentView>>(http, use.Run))
            .Declares(Permission.WorkspacesRead)
            .DocumentsOurs("listEnvironments", "Environments, with the networks that their services call from.", CursorPaging.WholeParameters);
        environments.MapPost("/{name}", (HttpContext http, string name, SetEnvironment use) =>
                AdminCall.RunAsync<SetEnvironmentRequest, EnvironmentView>(http, (actor, body, ct) => use.RunAsync(actor, name, body, ct)))
            .Declares(Permission.OrganizationUpdate, AuditKind.EnvironmentUpdated)
            .DocumentsOurs("setEnvironment", "Declares an environment's networks, and whether keys that stray are refused.");
        environments.MapDelete("/{name}", (HttpContext http, string name, DeleteEnvironment use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, name, ct)))
            .Declares(Permission.OrganizationUpdate, AuditKind.EnvironmentDeleted)
            .DocumentsOurs("deleteEnvironment", "Forgets what an environment declared.");
    }
}
