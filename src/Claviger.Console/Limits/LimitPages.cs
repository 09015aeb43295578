using System.Globalization;
using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Console.Layout;
using Claviger.Console.Parts;
using Claviger.Control.Limits;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Limits;

/// <summary>S14: limits, how they stand, and their change. What lets more be spent asks for a fresh proof first.</summary>
internal static class LimitPages
{
    private const string Room = "/limits";

    public static void MapLimits(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, List).Needs(Permission.LimitsRead);
        console.MapGet(Room + "/new", (HttpContext http, NewLimitForm form) => form.Begin(ConsoleCall.Of(http))).Needs(Permission.LimitsUpdate);
        console.MapPost(Room + "/new", (HttpContext http, NewLimitForm form) => form.SetAsync(ConsoleCall.Of(http))).Needs(Permission.LimitsUpdate);
        console.MapGet(Room + "/{id}", (HttpContext http, string id, BrowseLimits limits) => Show(ConsoleCall.Of(http), limits, id)).Needs(Permission.LimitsRead);
        console.MapPost(Room + "/{id}", ChangeAsync).Needs(Permission.LimitsUpdate);
        console.MapPost(Room + "/{id}/suspend", SuspendAsync).Needs(Permission.LimitsUpdate);
        console.MapPost(Room + "/{id}/resume", async (HttpContext http, string id, BrowseLimits limits, SetSpendLimit use) =>
        {
            var call = ConsoleCall.Of(http);
            var (detail, missing) = limits.Get(call.Viewer.Actor, id);
            if (detail is null) return call.Fault(missing!);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, Request(detail) with { SuspendedUntil = new Settable<DateTimeOffset?>(null) }, call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{id}", "limit-resumed") : Show(call, limits, id, problem);
        }).Needs(Permission.LimitsUpdate);
        console.MapPost(Room + "/{id}/grants", GrantAsync).Needs(Permission.LimitsUpdate);
        console.MapPost(Room + "/{id}/grants/{grant}/end", async (HttpContext http, string id, string grant, BrowseLimits limits, EndGrant use) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, grant, call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Room}/{id}", "grant-ended") : Show(call, limits, id, problem);
        }).Needs(Permission.LimitsUpdate);
        console.MapPost(Room + "/{id}/delete", async (HttpContext http, string id, BrowseLimits limits, DeleteSpendLimit use, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            if (await confirm.AskAsync(call, "Delete the limit?", Room, $"{Room}/{id}") is { } ask) return ask;
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "limit-removed") : Show(call, limits, id, problem);
        }).Needs(Permission.LimitsUpdate);
    }

    /// <summary>A workspace's and its keys' with the right there, all others with the organization's.</summary>
    public static bool MayChange(Viewer viewer, LimitRow row) => viewer.May(Permission.LimitsUpdate) || row.WorkspaceId is { } place && viewer.MayIn(Permission.LimitsUpdate, place);

    public static bool MaySet(Viewer viewer, string scope) => viewer.May(Permission.LimitsUpdate) || scope is "workspace" or "api_key" && viewer.MayAnywhere(Permission.LimitsUpdate);

    private static IResult List(HttpContext http, BrowseLimits limits, ListWorkspaces workspaces, ListIncreaseRequests requests)
    {
        var call = ConsoleCall.Of(http);
        var (scope, period, workspace, sort, after) = (call.Query("scope"), call.Query("period"), call.Query("workspace"), call.Query("sort"), call.Query("after"));
        var (page, problem) = limits.Run(call.Viewer.Actor, scope, period, workspace, sort, after);
        return problem is not null ? call.Fault(problem)
            : call.Page<LimitListPage, LimitListModel>(new LimitListModel(page!, KeyPages.Places(call, workspaces), scope, period, workspace, sort, after is null, Pending(call, requests)));
    }

    /// <summary>How many wait, up to <see cref="LimitTabs.Most"/>.</summary>
    public static int Pending(ConsoleCall call, ListIncreaseRequests requests) =>
        requests.Run(call.Viewer.Actor, ConsoleCall.Ask(("status[]", "pending"), ("limit", LimitTabs.Most.ToString(CultureInfo.InvariantCulture)))).Value?.Data.Count ?? 0;

    private static IResult Show(ConsoleCall call, BrowseLimits limits, string id, Problem? fault = null, string? form = null)
    {
        var (detail, missing) = limits.Get(call.Viewer.Actor, id);
        var sent = fault is null ? LimitSent.Nothing : new LimitSent(call.Field("amount"), call.Field("mode"), call.Field("at_cap"), call.Field("grant"), call.Field("ends"), call.Field("reason"));
        return detail is null ? call.Fault(fault ?? missing!) : call.Page<LimitPage, LimitModel>(new LimitModel(detail, form, sent), fault);
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, BrowseLimits limits, SetSpendLimit use, StepUp confirm)
    {
        var call = ConsoleCall.Of(http);
        var (detail, missing) = limits.Get(call.Viewer.Actor, id);
        if (detail is null) return call.Fault(missing!);
        var (cents, fault) = DollarField.Read(call.Field("amount"), "amount");
        if (fault is not null) return Show(call, limits, id, fault, LimitPage.SetForm);
        var mode = call.Field("mode");
        if (LetsMore(detail.Row.Use.View, cents!, mode)
            && await confirm.AskAsync(call, $"Let more be spent: {DollarText.Brief(DollarText.OfCents(cents))}, {mode ?? detail.Set.Mode}?", Room, $"{Room}/{id}") is { } ask) return ask;
        var (_, problem) = await use.RunAsync(call.Viewer.Actor, Request(detail) with { Amount = cents, Mode = mode, AtCap = call.Field("at_cap") }, call.Aborted);
        return problem is null ? ConsoleCall.Go($"{Room}/{id}", "limit-set") : Show(call, limits, id, problem, LimitPage.SetForm);
    }

    private static async Task<IResult> SuspendAsync(HttpContext http, string id, BrowseLimits limits, SetSpendLimit use, StepUp confirm)
    {
        var call = ConsoleCall.Of(http);
        var (detail, missing) = limits.Get(call.Viewer.Actor, id);
        if (detail is null) return call.Fault(missing!);
        if (!int.TryParse(call.Field("hours"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours is < 1 or > 24 * 31)
            return Show(call, limits, id, Problem.Invalid("suspended_until", "choose for how long"), LimitPage.SuspendForm);
        if (await confirm.AskAsync(call, "Suspend the limit? Nothing is refused by it meanwhile.", Room, $"{Room}/{id}") is { } ask) return ask;
        var (_, problem) = await use.RunAsync(call.Viewer.Actor, Request(detail) with { SuspendedUntil = new Settable<DateTimeOffset?>(call.Viewer.Now.AddHours(hours)) }, call.Aborted);
        return problem is null ? ConsoleCall.Go($"{Room}/{id}", "limit-suspended") : Show(call, limits, id, problem, LimitPage.SuspendForm);
    }

    private static async Task<IResult> GrantAsync(HttpContext http, string id, BrowseLimits limits, GrantSpend use, StepUp confirm)
    {
        var call = ConsoleCall.Of(http);
        var (detail, missing) = limits.Get(call.Viewer.Actor, id);
        if (detail is null) return call.Fault(missing!);
        var (cents, fault) = DollarField.Read(call.Field("grant"), "amount");
        DateTimeOffset? ends = call.Field("ends") switch
        {
            "period" => detail.Row.Use.View.ResetsAt,
            { } days when int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 366 => call.Viewer.Now.AddDays(count),
            _ => null,
        };
        if (ends is null) fault ??= Problem.Invalid("ends_at", "choose when it ends");
        if (fault is not null) return Show(call, limits, id, fault, LimitPage.GrantForm);
        if (await confirm.AskAsync(call, $"Grant {DollarText.Brief(DollarText.OfCents(cents))} on top of the limit?", Room, $"{Room}/{id}") is { } ask) return ask;
        var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, new GrantSpendRequest(cents!, ends!.Value, Reason: call.Field("reason")), call.Aborted);
        return problem is null ? ConsoleCall.Go($"{Room}/{id}", "granted") : Show(call, limits, id, problem, LimitPage.GrantForm);
    }

    private static SetSpendLimitRequest Request(LimitDetail detail) => new(LimitText.Words(detail.Set.Scope), detail.Set.Period);

    private static bool LetsMore(SpendLimitUseView now, string cents, string? mode) =>
        now.Amount is not null && DollarText.OfCents(cents) > DollarText.OfCents(now.Amount) || mode is not null && mode != now.Mode && now.Mode == "hard";
}
