using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Http;

/// <summary>What a route of the console needs, for the start-up check and the tests. The use case enforces it; a page that can show nothing is refused by the door of its room.</summary>
/// <param name="Needs">Anywhere in the organization; null: being signed in does.</param>
/// <param name="Open">For strangers.</param>
public sealed record PageRule(Permission? Needs, bool Open);

internal static class PageRuleExtensions
{
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Permission permission) => route.WithMetadata(new PageRule(permission, Open: false)).AddEndpointFilter(async (context, next) =>
    {
        var call = ConsoleCall.Of(context.HttpContext);
        // Of an act, the use case refuses and writes down who tried.
        return !HttpMethods.IsGet(context.HttpContext.Request.Method) || call.Viewer.MayAnywhere(permission) ? await next(context) : call.Fault(Control.Denial.Of(permission));
    });

    public static RouteHandlerBuilder IsForEverybody(this RouteHandlerBuilder route) => route.WithMetadata(new PageRule(null, Open: false));

    public static RouteHandlerBuilder IsOpen(this RouteHandlerBuilder route) => route.WithMetadata(new PageRule(null, Open: true));
}
