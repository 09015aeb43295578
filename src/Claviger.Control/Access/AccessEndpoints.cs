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
            .Declares(Permission.AccessRead, or: Permission.PersonalKeysCreate)
            .DocumentsOurs("explainAccess", "Whether somebody may do something somewhere, and why.",
                Parameter.Text("actor_id", "A user, a service account or an admin key.").Needed(), Parameter.OneOf("permission", PermissionNames.All).Needed(),
                Parameter.Text("workspace_id", "Where; left out: in the whole organization."));
}
