using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.OrganizationFiles;

internal static class OrganizationFileEndpoints
{
    public static void MapOrganizationFile(this RouteGroupBuilder organizations)
    {
        var file = organizations.MapGroup("/organization_file");
        file.MapGet("", (HttpContext http, PlanOrganization use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Export(actor))))
            .Declares(Permission.OrganizationFileRead)
            .DocumentsOurs("exportOrganization", "The organization as a file would say it.");
        file.MapPost("/plan", (HttpContext http, PlanOrganization use) => AdminCall.RunAsync<PlanOrganizationRequest, OrganizationPlanView>(http, (actor, body, _) => Task.FromResult(use.Run(actor, body))))
            .Declares(Permission.OrganizationFileRead)
            .DocumentsOurs("planOrganization", "What would have to happen for the organization to be as a file says.");
        file.MapPost("/apply", (HttpContext http, ApplyOrganization use) => AdminCall.RunAsync<ApplyOrganizationRequest, AppliedOrganizationView>(http, use.RunAsync))
            .Declares(Permission.OrganizationFileApply, AuditKind.OrganizationFileApplied)
            .DocumentsOurs("applyOrganization", "Makes the organization as a file says: all of it, or nothing.");
    }
}
