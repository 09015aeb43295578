using Claviger.Console.Http;
using Claviger.Control.Organizations;
using Claviger.Control.Status;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Settings;

/// <summary>The organization's own settings, and the configuration of the server as far as it is to be seen.</summary>
internal static class SettingsPages
{
    private const string Home = "/settings";

    /// <summary>Whose settings stand with the organization's.</summary>
    public const string Naming = "Naming of keys";

    public static void MapSettings(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, (HttpContext http, ReadOrganizationSettings settings, ReadDeploymentSettings deployment) => Show(ConsoleCall.Of(http), settings, deployment)).Needs(Permission.OrganizationRead);
        console.MapPost(Home, async (HttpContext http, UpdateOrganizationSettings use, ReadOrganizationSettings settings, ReadDeploymentSettings deployment) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, new UpdateOrganizationSettingsRequest(call.Field("time_zone") ?? "", call.Field("spend_refusals"), call.Field("name") ?? ""), call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, "saved") : Show(call, settings, deployment, problem);
        }).Needs(Permission.OrganizationUpdate);
        console.MapGet(Home + "/deployment", (HttpContext http, ReadStatus status, ReadDeploymentSettings deployment) =>
        {
            var call = ConsoleCall.Of(http);
            var (settings, problem) = deployment.Run(call.Viewer.Actor);
            return problem is not null ? call.Fault(problem) : call.Page<DeploymentPage, DeploymentModel>(new DeploymentModel(status.Run(call.Viewer.Actor).Value!, settings!));
        }).Needs(Permission.DeploymentRead);
    }

    private static IResult Show(ConsoleCall call, ReadOrganizationSettings settings, ReadDeploymentSettings deployment, Problem? problem = null)
    {
        var (now, fault) = settings.Run(call.Viewer.Actor);
        return fault is not null ? call.Fault(fault) : call.Page<OrganizationPage, OrganizationModel>(
            new OrganizationModel(
                call.Viewer.Actor.Organization.Value, now!, problem is null ? now!.Name : call.Field("name") ?? "", problem is null ? now!.TimeZone : call.Field("time_zone") ?? "", problem is null ? now!.SpendRefusals : call.Field("spend_refusals") ?? now!.SpendRefusals,
                [.. (deployment.Run(call.Viewer.Actor).Value?.All ?? []).Where(setting => setting.Group == Naming)]), problem);
    }
}
