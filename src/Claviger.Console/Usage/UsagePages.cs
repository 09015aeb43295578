using Claviger.Console.Http;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Usage;

internal static class UsagePages
{
    public static void MapUsage(this IEndpointRouteBuilder console)
    {
        console.MapGet("/usage", (HttpContext http, UsageReader reader) => Show<UsagePage>(ConsoleCall.Of(http), reader, "/usage")).Needs(Permission.UsageRead);
        console.MapGet("/cost", (HttpContext http, UsageReader reader) => Show<CostPage>(ConsoleCall.Of(http), reader, "/cost")).Needs(Permission.UsageRead);
        console.MapGet("/usage.csv", (HttpContext http, UsageReader reader) => Csv(ConsoleCall.Of(http), reader, "/usage")).Needs(Permission.UsageRead);
        console.MapGet("/cost.csv", (HttpContext http, UsageReader reader) => Csv(ConsoleCall.Of(http), reader, "/cost")).Needs(Permission.UsageRead);
    }

    private static IResult Show<TPage>(ConsoleCall call, UsageReader reader, string room) where TPage : ConsolePage<UsageModel>
    {
        var model = reader.Read(call, room);
        return call.Page<TPage, UsageModel>(model, model.Fault);
    }

    private static IResult Csv(ConsoleCall call, UsageReader reader, string room)
    {
        var model = reader.Read(call, room);
        return model.Fault is { } fault ? call.Fault(fault) : Results.File(UsageCsv.Of(model), "text/csv; charset=utf-8", UsageCsv.NameOf(model));
    }
}
