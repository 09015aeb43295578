using Claviger.Cli;
using Claviger.Console;
using Claviger.Control;
using Claviger.Control.Status;
using Claviger.Gateway;

namespace Claviger.Serving;

/// <summary>Which plane a request is for, by its path alone: the Admin API, the console, health, the front page, and everything else the gateway.</summary>
internal static class FrontDoor
{
    public static void Open(WebApplication app)
    {
        var gateway = app.Services.GetRequiredService<GatewayPipeline>();
        // First and without routing: the data plane is the hot path, and its own table decides what exists.
        app.Use((http, next) => IsForGateway(http.Request) ? gateway.InvokeAsync(http) : next(http));
        app.UseWhen(http => AdminApi.Owns(http.Request.Path), admin => admin.UseAdminApi());
        app.UseWhen(http => ConsoleApp.Owns(http.Request.Path), console => console.UseConsole());
        app.UseRouting();
        app.MapAdminApi();
        app.MapConsole();
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapGet("/readyz", (IGatewayStatus status) => status.Ready ? Results.Text("ready\n") : Results.Text("the store can't be reached or written\n", statusCode: 503));
        app.MapGet("/", (HttpRequest request) => IsBrowser(request) ? Results.Redirect("/console/") : FrontPage());
        app.MapFallback("{**path}", gateway.InvokeAsync); // what nobody serves is refused in the one envelope that clients read
    }

    private static bool IsForGateway(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (path.StartsWith("/v1/", StringComparison.Ordinal)) return !AdminApi.Owns(request.Path);
        return path is "/api/hello" || HttpMethods.IsHead(request.Method) && path == "/";
    }

    private static bool IsBrowser(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static IResult FrontPage() => Results.Text(
        $"""
        Claviger {CliRoot.Version}: access management for Claude.

        Data plane   POST /v1/messages and what else of Anthropic's API can be metered, with a clvk_ key
        Admin API    /v1/organizations/..., with a clva_ key
        Console      /console, with a browser
        Health       /healthz /readyz

        Point an SDK here with ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY.

        """);
}
