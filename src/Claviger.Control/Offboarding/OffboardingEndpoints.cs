using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Offboarding;

internal static class OffboardingEndpoints
{
    public static void MapOffboarding(this RouteGroupBuilder organizations)
    {
        organizations.MapPost("/users/{id}/offboard", (HttpContext http, string id, OffboardMember use) => AdminCall.RunAsync<OffboardUserRequest, OffboardedView>(http, async (actor, body, ct) =>
            {
                var (version, fault) = EntityVersion.Read(http);
                return fault is not null ? fault : await use.RunAsync(actor, id, body, version, ct);
            }))
            .Declares(Permission.MembersDelete, AuditKind.MemberRemoved)
            .DocumentsOurs("offboardUser", "Ends everything that acts as a member, hands over and rotates what goes on, and keeps a report.", EntityVersion.Parameter);
        organizations.MapGet("/offboardings", (HttpContext http, ListOffboardings use) => AdminCall.RunAsync<CursorPage<OffboardingView>>(http, use.Run))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("listOffboardings", "Reports of offboardings, newest first.", CursorPaging.Parameters);
        organizations.MapGet("/offboardings/{id}", (HttpContext http, string id, ListOffboardings use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("getOffboarding", "The report of one offboarding.");
    }
}
