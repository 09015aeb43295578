using Claviger.Console.Access;
using Claviger.Console.Groups;
using Claviger.Console.Http;
using Claviger.Console.Invites;
using Claviger.Console.Keys;
using Claviger.Console.Members;
using Claviger.Console.Offboarding;
using Claviger.Console.Overview;
using Claviger.Console.Roles;
using Claviger.Console.SignIn;
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
        .AddSingleton<UsageReader>()
        .AddSingleton<KeyReader>().AddSingleton<NewKeyForm>()
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
        console.MapFallback("{**rest}", (HttpContext http) => http.Features.Get<ConsoleCall>()?.Fault(Problem.NotFound("this page")) ?? new SeeOther(ConsolePaths.SignIn));

        foreach (var endpoint in endpoints.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith(ConsolePaths.Root, StringComparison.Ordinal) == true && endpoint.Order != int.MaxValue))
            if (endpoint.Metadata.GetMetadata<PageRule>() is null) throw new InvalidOperationException($"console route {endpoint.DisplayName} does not say who may use it: .Needs, .IsForEverybody or .IsOpen");
    }
}
