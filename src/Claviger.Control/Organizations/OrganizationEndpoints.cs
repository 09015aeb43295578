using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Organizations;

internal static class OrganizationEndpoints
{
    public static void MapOrganization(this RouteGroupBuilder organizations)
    {
        organizations.MapGet("/me", (HttpContext http, PolicyHolder policy) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(Me(actor, policy))))
            .Declares(Permission.OrganizationRead)
            .Documents("getOrganization", "The organization that the key belongs to.");
        organizations.MapGet("/settings", (HttpContext http, ReadOrganizationSettings use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.OrganizationRead)
            .DocumentsOurs("getOrganizationSettings", "Settings of the organization.");
        organizations.MapPost("/settings", (HttpContext http, UpdateOrganizationSettings use) =>
                AdminCall.RunAsync<UpdateOrganizationSettingsRequest, OrganizationSettingsView>(http, use.RunAsync))
            .Declares(Permission.OrganizationUpdate, AuditKind.OrganizationUpdated)
            .DocumentsOurs("updateOrganizationSettings", "Changes settings of the organization.");
    }

    private static Outcome<OrganizationView> Me(Actor actor, PolicyHolder policy)
    {
        if (!actor.May(Permission.OrganizationRead)) return Denial.Of(Permission.OrganizationRead);
        var organization = policy.Current.Organization;
        return new OrganizationView(organization.Id.Value, "organization", organization.Name);
    }
}
