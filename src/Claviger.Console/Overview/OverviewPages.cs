using Claviger.Console.Http;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Overview;

internal static class OverviewPages
{
    public static void MapOverview(this IEndpointRouteBuilder console) => console.MapGet("/", (HttpContext http, ReadOverview read) =>
    {
        var call = ConsoleCall.Of(http);
        return call.Viewer.MayAnywhere(Permission.UsageRead) ? call.Page<OverviewPage, OverviewModel>(read.Run(call.Viewer)) : ConsoleCall.Go("/my");
    }).IsForEverybody();
}
