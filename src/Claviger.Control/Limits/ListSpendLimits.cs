using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>The limits as they were set, and their grants.</summary>
public sealed class ListSpendLimits(Database database, TimeProvider clock)
{
    internal Outcome<CursorPage<SpendLimitView>> Run(Actor actor, AdminQuery query)
    {
        var filter = SpendLimitFilter.Read(query, "spend_limits");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);

        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var reader = database.Read();
        var (limits, next) = filter.Take(reader, actor);
        return new CursorPage<SpendLimitView>(limits.Select(limit => SpendLimitViews.Of(limit, nowMs)).ToList(), next);
    }

    internal Outcome<SpendLimitView> Get(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);
        using var reader = database.Read();
        return SpendLimitStore.Find(reader, actor.Organization, id) is { } limit && LimitReach.Sees(reader, actor, limit)
            ? SpendLimitViews.Of(limit, clock.GetUtcNow().ToUnixTimeMilliseconds())
            : Problem.NotFound("spend limit");
    }

    /// <summary>Newest start first, ended ones too.</summary>
    internal Outcome<CursorPage<SpendGrantView>> Grants(Actor actor, string id, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "grants", id);
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);

        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var reader = database.Read();
        if (SpendLimitStore.Find(reader, actor.Organization, id) is not { } limit || !LimitReach.Sees(reader, actor, limit)) return Problem.NotFound("spend limit");
        var newestFirst = limit.Grants.Reverse().ToList();
        var all = newestFirst.Skip(newestFirst.FindIndex(grant => grant.Id.Value == paging.After) + 1).ToList();
        return paging.Of(all, grant => SpendLimitViews.Of(limit, grant, nowMs), grant => grant.Id.Value);
    }
}
