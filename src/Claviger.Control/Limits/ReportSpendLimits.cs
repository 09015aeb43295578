using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>How limits stand: all on one list, and those that cover one key, with the one that binds.</summary>
public sealed class ReportSpendLimits(Database database, LimitStandings standings, TimeProvider clock)
{
    internal Outcome<CursorPage<SpendLimitUseView>> Usage(Actor actor, AdminQuery query)
    {
        var filter = SpendLimitFilter.Read(query, "spend_limits/usage");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);

        using var reader = database.Read();
        var (limits, next) = filter.Take(reader, actor);
        return new CursorPage<SpendLimitUseView>(ViewsOf(reader, actor.Organization, StandingsOf(limits)), next);
    }

    internal Outcome<SpendExplanationView> Explain(Actor actor, AdminQuery query)
    {
        var id = query.Text("api_key_id");
        if (id is null) query.Blame("api_key_id", "required: the key whose limits to explain");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);

        using var reader = database.Read();
        if (KeyStore.Find(reader, actor.Organization, id!) is not { } key || !actor.MayIn(Permission.LimitsRead, key.Workspace)) return Problem.NotFound("API key");
        var ownerType = key.Owner.Type == KeyOwner.ServiceAccount ? LimitScopeType.ServiceAccount : LimitScopeType.User;
        // Narrowest first, as the gateway holds money.
        (LimitScopeType Type, string Id)[] covering =
            [(LimitScopeType.ApiKey, key.Id.Value), (ownerType, key.Owner.Id), (LimitScopeType.Workspace, key.Workspace.Value), (LimitScopeType.Organization, actor.Organization.Value)];
        var limits = covering.SelectMany(scope => SpendLimitStore.Page(reader, actor.Organization, [], [scope], null, 100).Reverse())
            .Where(limit => LimitReach.Sees(reader, actor, limit)).ToList();
        var standing = StandingsOf(limits);
        var names = new ScopeNames(reader, actor.Organization);
        // The first of equals: the narrower one is asked first.
        var binding = standing.Where(item => item.Enforced).MinBy(item => item.Left!.Value);
        return new SpendExplanationView(
            "spend_explanation",
            new NamedRef("api_key", key.Id.Value, key.Name), new NamedRef("workspace", key.Workspace.Value, names.Of(new LimitScope(LimitScopeType.Workspace, key.Workspace.Value, 0))),
            new NamedRef(LimitNames.Of(ownerType), key.Owner.Id, names.Of(new LimitScope(ownerType, key.Owner.Id, 0))),
            binding?.Limit.Id.Value, binding?.Left?.ToCentsString(), ViewsOf(reader, actor.Organization, standing));
    }

    private IReadOnlyList<LimitStanding> StandingsOf(IReadOnlyList<SpendLimit> limits) => standings.Read(limits, clock.GetUtcNow().ToUnixTimeMilliseconds());

    private static List<SpendLimitUseView> ViewsOf(Reader reader, OrganizationId organization, IReadOnlyList<LimitStanding> all)
    {
        var names = new ScopeNames(reader, organization);
        return all.Select(standing => SpendUseViews.Of(standing, names.Of(standing.Limit.Scope))).ToList();
    }
}
