using Claviger.Console.Http;
using Claviger.Control.Rates;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Tiers;

/// <summary>S9: tiers of rate limits, their figures, and who has them. No tier's name begins with ~.</summary>
internal static class TierPages
{
    private const string Room = "/tiers";

    public static void MapTiers(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, BrowseTiers tiers) => List(ConsoleCall.Of(http), tiers)).Needs(Permission.RatesRead);
        console.MapPost(Room, async (HttpContext http, SetOrganizationTier use, BrowseTiers tiers) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, new SetOrganizationTierRequest(call.Field("tier") ?? ""), call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "organization-tier") : List(call, tiers, problem);
        }).Needs(Permission.RatesUpdate);
        console.MapGet(Room + "/~new", (HttpContext http, BrowseTiers tiers) => New(ConsoleCall.Of(http), tiers)).Needs(Permission.RatesUpdate);
        console.MapPost(Room + "/~new", async (HttpContext http, CreateTier use, BrowseTiers tiers) =>
        {
            var call = ConsoleCall.Of(http);
            var (classes, fault) = TierGrid.Read(call, null);
            if (fault is not null) return New(call, tiers, fault);
            var (made, problem) = await use.RunAsync(call.Viewer.Actor, new CreateTierRequest(call.Field("name") ?? "", classes, call.Field("title")), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{made!.Name}", "tier-made") : New(call, tiers, problem);
        }).Needs(Permission.RatesUpdate);
        console.MapGet(Room + "/{name}", (HttpContext http, string name, BrowseTiers tiers) => Show(ConsoleCall.Of(http), tiers, name)).Needs(Permission.RatesRead);
        console.MapPost(Room + "/{name}", async (HttpContext http, string name, UpdateTier use, BrowseTiers tiers) =>
        {
            var call = ConsoleCall.Of(http);
            var (row, missing) = tiers.Get(call.Viewer.Actor, name);
            if (row is null) return call.Fault(missing!);
            if (call.Viewer.May(Permission.RatesUpdate) && call.Field("title") == row.View.DisplayName && TierGrid.IsUnchanged(call, row.View)) return ConsoleCall.Go($"{Room}/{name}", "saved");
            var (classes, fault) = TierGrid.Read(call, row.View);
            if (fault is not null) return Show(call, tiers, name, fault);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, name, new UpdateTierRequest(call.Field("title"), classes), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{name}", "saved") : Show(call, tiers, name, problem);
        }).Needs(Permission.RatesUpdate);
        console.MapPost(Room + "/{name}/delete", async (HttpContext http, string name, DeleteTier use, BrowseTiers tiers) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, name, call.Aborted);
            return problem is not null ? Show(call, tiers, name, problem) : tiers.Get(call.Viewer.Actor, name).Value is null ? ConsoleCall.Go(Room, "tier-deleted") : ConsoleCall.Go($"{Room}/{name}", "tier-reset");
        }).Needs(Permission.RatesUpdate);
    }

    private static IResult List(ConsoleCall call, BrowseTiers tiers, Problem? fault = null)
    {
        var (found, problem) = tiers.Run(call.Viewer.Actor);
        return problem is not null ? call.Fault(fault ?? problem) : call.Page<TierListPage, TierListModel>(new TierListModel(found!.Rows, found.Rows.FirstOrDefault(row => row.HasOrganization)?.View.Name), fault);
    }

    private static IResult Show(ConsoleCall call, BrowseTiers tiers, string name, Problem? fault = null)
    {
        var (row, missing) = tiers.Get(call.Viewer.Actor, name);
        if (row is null) return call.Fault(fault ?? missing!);
        // A form without a figure in it was not the one of figures.
        var typed = fault is not null && call.Http.Request.HasFormContentType && call.Http.Request.Form.Keys.Any(key => key.Contains('.', StringComparison.Ordinal));
        return call.Page<TierPage, TierModel>(new TierModel(row, typed ? call.Field("title") : row.View.DisplayName, typed ? TierGrid.Of(call, row.View) : TierGrid.Of(row.View)), fault);
    }

    private static IResult New(ConsoleCall call, BrowseTiers tiers, Problem? fault = null)
    {
        var (found, problem) = tiers.Run(call.Viewer.Actor);
        if (problem is not null) return call.Fault(fault ?? problem);
        var from = found!.Rows.FirstOrDefault(row => row.View.Name == call.Query("from"))?.View;
        return call.Page<NewTierPage, NewTierModel>(new NewTierModel(
            call.Field("name"), call.Field("title"), from?.Name, [.. found.Rows.Select(row => row.View.Name)], fault is null ? TierGrid.Of(from) : TierGrid.Of(call, null)), fault);
    }
}
