using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Console.Parts;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.ServiceAccounts;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Limits;

/// <summary>The form for a new limit. One that there is already is changed on its own page: here it would be raised by mistake.</summary>
internal sealed class NewLimitForm(SetSpendLimit set, BrowseLimits limits, BrowseKeys keys, BrowseMembers members, ListWorkspaces workspaces, ListServiceAccounts accounts)
{
    public IResult Begin(ConsoleCall call) => Show(call, call.Query("scope"), new NewLimitSent(call.Query("target"), call.Query("period"), null, null, null));

    public async Task<IResult> SetAsync(ConsoleCall call)
    {
        var (scope, viewer) = (call.Field("scope"), call.Viewer);
        var sent = new NewLimitSent(call.Field("target"), call.Field("period"), call.Field("amount"), call.Field("mode"), call.Field("at_cap"));
        if (!LimitText.Scopes.Any(known => known.Value == scope)) return Show(call, null, sent, Problem.Invalid("scope.type", "choose whose limit it is"));
        var target = scope == "organization" ? null : TargetOf(viewer, scope!, sent.Target);
        if (target is null && scope != "organization") return Show(call, scope, sent, Problem.Invalid($"scope.{scope}_id", scope switch
        {
            "api_key" => "no key of this name or id: check the spelling",
            "user" => "nobody with this address is a member: check the spelling",
            _ => "choose one",
        }));
        var (cents, fault) = DollarField.Read(sent.Amount, "amount");
        if (fault is not null) return Show(call, scope, sent, fault);
        if (limits.Of(viewer.Actor, scope!, target ?? viewer.Actor.Organization.Value).Any(row => row.Use.View.Period == sent.Period))
            return Show(call, scope, sent, Problem.Conflict("period", $"there is a {sent.Period} limit of this already: change that one", "limit_exists"));
        var (made, problem) = await set.RunAsync(viewer.Actor, new SetSpendLimitRequest(LimitText.Words(scope!, target), sent.Period ?? "", cents, sent.Mode, sent.AtCap), call.Aborted);
        return problem is null ? ConsoleCall.Go($"/limits/{made!.Id}", "limit-set") : Show(call, scope, sent, problem);
    }

    private IResult Show(ConsoleCall call, string? asked, NewLimitSent sent, Problem? problem = null)
    {
        var viewer = call.Viewer;
        var scope = LimitText.Scopes.Select(known => known.Value).FirstOrDefault(value => value == asked && LimitPages.MaySet(viewer, value)) ?? "workspace";
        return call.Page<NewLimitPage, NewLimitModel>(new NewLimitModel(scope, scope switch
        {
            "workspace" => [.. (workspaces.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1000"), ("include_default", "true"))).Value?.Data ?? []).Where(place => viewer.MayIn(Permission.LimitsUpdate, place.Id)).Select(place => (place.Id, place.Name))],
            "service_account" => [.. (accounts.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? []).Select(account => (account.Id, account.Name))],
            _ => [],
        }, sent), problem);
    }

    /// <returns>The id of what was named; null: there is none, or not for this viewer.</returns>
    private string? TargetOf(Viewer viewer, string scope, string? named) => (scope, named) switch
    {
        (_, null) => null,
        ("api_key", _) when EntityId.HasShape(named, ApiKeyId.Prefix) => named,
        ("api_key", _) => keys.Run(viewer.Actor, named, null, null, null, null, "name", null).Value?.Rows.FirstOrDefault(row => row.Key.Name == named)?.Key.Id,
        ("user", _) when EntityId.HasShape(named, MemberId.Prefix) => named,
        ("user", _) => members.ByEmail(viewer.Actor, named)?.Value,
        _ => named,
    };
}
