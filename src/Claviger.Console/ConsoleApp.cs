using Claviger.Console.Access;
using Claviger.Console.Audit;
using Claviger.Console.Checklist;
using Claviger.Console.AdminKeys;
using Claviger.Console.Alerts;
using Claviger.Console.Environments;
using Claviger.Console.Groups;
using Claviger.Console.Http;
using Claviger.Console.Invites;
using Claviger.Console.Keys;
using Claviger.Console.Limits;
using Claviger.Console.Members;
using Claviger.Console.Offboarding;
using Claviger.Console.Overview;
using Claviger.Console.Requests;
using Claviger.Console.Roles;
using Claviger.Console.Rotation;
using Claviger.Console.Settings;
using Claviger.Console.SignIn;
using Claviger.Console.Tiers;
using Claviger.Console.Workspaces;
using Claviger.Console.Upstreams;
using Claviger.Console.Usage;
using Claviger.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Claviger.Console;

/// <summary>The table of contents of the console.</summary>
public static class ConsoleApp
{
    public static bool Owns(PathString path) => path.StartsWithSegments(ConsolePaths.Root);

    public static IServiceCollection AddConsole(this IServiceCollection services, ConsoleOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ConsoleDoor>()
        .AddSingleton<StepUp>()
        .AddSingleton<ReadOverview>()
        .AddSingleton<ChecklistReader>().AddSingleton<AuditReader>().AddSingleton<RequestReader>()
        .AddSingleton<AlertRuleForm>().AddSingleton<AlertChannelForm>().AddSingleton<NewAdminKeyForm>().AddSingleton<RotationPolicyForm>()
        .AddSingleton<UsageReader>()
        .AddSingleton<KeyReader>().AddSingleton<NewKeyForm>()
        .AddSingleton<NewLimitForm>().AddSingleton<WorkspaceReader>()
        .AddSingleton<MemberReader>().AddSingleton<GroupReader>().AddSingleton<RoleReader>().AddSingleton<MyReader>().AddSingleton<ReportNames>();

    /// <summary>To be called before routing decides.</summary>
    public static void UseConsole(this IApplicationBuilder app)
    {
        var door = app.ApplicationServices.GetRequiredService<ConsoleDoor>();
        app.Use((http, next) => door.InvokeAsync(http, () => next(http)));
    }

    /// <exception cref="InvalidOperationException">A route says nothing about who may use it.</exception>
    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        var console = endpoints.MapGroup(ConsolePaths.Root);
        console.MapAssets();
        console.MapSignIn();
        console.MapAccount();
        console.MapOverview();
        console.MapKeys();
        console.MapUsage();
        console.MapMembers();
        console.MapInvites();
        console.MapGroups();
        console.MapRoles();
        console.MapOffboarding();
        console.MapMy();
        console.MapLimits();
        console.MapIncreaseRequests();
        console.MapWorkspaces();
        console.MapEnvironments();
        console.MapTiers();
        console.MapChecklist();
        console.MapAudit();
        console.MapRequests();
        console.MapAlerts();
        console.MapSettings();
        console.MapAdminKeys();
        console.MapUpstreams();
        console.MapRotation();
        console.MapFallback("{**rest}", (RequestDelegate)(http => (http.Features.Get<ConsoleCall>()?.Fault(Problem.NotFound("this page")) ?? new SeeOther(ConsolePaths.SignIn)).ExecuteAsync(http)));

        foreach (var endpoint in endpoints.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith(ConsolePaths.Root, StringComparison.Ordinal) == true && endpoint.Order != int.MaxValue))
            if (endpoint.Metadata.GetMetadata<PageRule>() is null) throw new InvalidOperationException($"console route {endpoint.DisplayName} does not say who may use it: .Needs, .IsForEverybody or .IsOpen");
    }
}
