using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Invites;

internal static class InviteEndpoints
{
    /// <summary>The one path of the Admin API that a stranger may call; authentication lets exactly this through.</summary>
    public const string AcceptPath = AdminApi.Root + "/invites/accept";

    public static void MapInvites(this RouteGroupBuilder organizations)
    {
        var invites = organizations.MapGroup("/invites");
        invites.MapGet("", (HttpContext http, ListInvites use) => AdminCall.RunAsync<Page<InviteView>>(http, use.Run)).Declares(Permission.InvitesRead)
            .Documents("listInvites", "Invites: pending, accepted and expired.",
                [
                    .. Paging.Parameters, Parameter.Text("email", "Only invites to this address, in upper or lower case."),
                    Parameter.List("roles", "Only invites to one of these roles.", OrganizationRoleNames.All.Keys),
                    Parameter.List("statuses", "Only invites in one of these states.", ListInvites.Statuses),
                ]);
        invites.MapPost("", (HttpContext http, CreateInvite use) => AdminCall.RunAsync<CreateInviteRequest, CreatedInviteView>(http, use.RunAsync))
            .Declares(Permission.InvitesCreate, AuditKind.InviteCreated)
            .Documents("createInvite", "Invites somebody; only this answer shows the token that they accept with.");
        invites.MapPost("/accept", (HttpContext http, AcceptInvite use) =>
                AdminCall.RunAsync<AcceptInviteRequest, AcceptedInviteView>(http, (_, body, ct) => use.RunAsync(body, ct)))
            .DeclaresOpen(AuditKind.InviteAccepted)
            .DocumentsOurs("acceptInvite", "Becomes a member by an invite's token; needs no key, and answers with a personal admin key.");
        invites.MapGet("/{id}", (HttpContext http, string id, ListInvites use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.InvitesRead)
            .Documents("getInvite", "One invite.");
        invites.MapDelete("/{id}", (HttpContext http, string id, DeleteInvite use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.InvitesDelete, AuditKind.InviteDeleted)
            .Documents("deleteInvite", "Takes an invite back.");
    }
}
