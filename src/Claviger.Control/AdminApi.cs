using Claviger.Control.Authentication;
using Claviger.Control.Http;
using Claviger.Control.Keys;
using Claviger.Control.Ledger;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.Organizations;
using Claviger.Control.Rates;
using Claviger.Control.Status;
using Claviger.Control.Upstreams;
using Claviger.Control.Usage;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Claviger.Control;

/// <summary>The table of contents of the Admin API.</summary>
public static class AdminApi
{
    public const string Root = "/v1/organizations";

    public static IServiceCollection AddAdminApi(this IServiceCollection services) => services
        .AddSingleton<AdminAuthentication>()
        .AddSingleton<CreateKey>().AddSingleton<UpdateKey>().AddSingleton<ListKeys>()
        .AddSingleton<RotateKey>().AddSingleton<EndKeySecret>().AddSingleton<ListKeySecrets>().AddSingleton<RecordSecretUse>()
        .AddSingleton<CreateWorkspace>().AddSingleton<UpdateWorkspace>().AddSingleton<ArchiveWorkspace>().AddSingleton<ListWorkspaces>()
        .AddSingleton<LimitStandings>().AddSingleton<ListSpendLimits>().AddSingleton<ReportSpendLimits>().AddSingleton<ReportEffectiveLimits>()
        .AddSingleton<SetSpendLimit>().AddSingleton<DeleteSpendLimit>().AddSingleton<GrantSpend>().AddSingleton<EndGrant>()
        .AddSingleton<ListUnresolved>().AddSingleton<ResolveSpend>().AddSingleton<VerifyLedger>()
        .AddSingleton<ReadOrganizationSettings>().AddSingleton<UpdateOrganizationSettings>()
        .AddSingleton<ListTiers>().AddSingleton<CreateTier>().AddSingleton<UpdateTier>().AddSingleton<DeleteTier>()
        .AddSingleton<ListRateLimits>().AddSingleton<UpdateWorkspaceRateLimit>().AddSingleton<SetOrganizationTier>()
        .AddSingleton<ListMembers>().AddSingleton<ReportUsage>().AddSingleton<ReadStatus>().AddSingleton<SyncUpstream>();

    /// <summary>To be called before routing decides: nobody learns by 404 against 401 which admin routes exist.</summary>
    public static void UseAdminApi(this IApplicationBuilder app)
    {
        var authentication = app.ApplicationServices.GetRequiredService<AdminAuthentication>();
        app.Use(async (http, next) =>
        {
            // SQLite works on the calling thread, which may be a socket's: leave it to the sockets.
            await Task.Yield();
            try
            {
                await authentication.InvokeAsync(http, () => next(http));
            }
            catch (Exception error) when (error is not OperationCanceledException && !http.Response.HasStarted)
            {
                await AdminCall.FailAsync(http, error);
            }
        });
    }

    /// <exception cref="InvalidOperationException">A route declares no permission: the program must not start with one that nobody thought about.</exception>
    public static void MapAdminApi(this IEndpointRouteBuilder endpoints)
    {
        var organizations = endpoints.MapGroup(Root);
        organizations.MapOrganization();
        organizations.MapMembers();
        organizations.MapWorkspaces();
        organizations.MapKeys();
        organizations.MapRates();
        organizations.MapUsage();
        organizations.MapSpendLimits();
        organizations.MapLedger();
        organizations.MapStatus();
        endpoints.MapFallback(Root + "/{**rest}", http => AdminResponse.WriteAsync(http, new Problem(ProblemKind.NotFound, "there is nothing at this path with this method")));

        foreach (var endpoint in endpoints.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var isFallback = endpoint.Order == int.MaxValue;
            if (!isFallback && endpoint.RoutePattern.RawText?.StartsWith(Root, StringComparison.Ordinal) == true && endpoint.Metadata.GetMetadata<Declaration>() is null)
                throw new InvalidOperationException($"route {endpoint.DisplayName} declares no permission");
        }
    }
}
