using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>Newest first: one's own requests, and those about limits that the caller sees.</summary>
public sealed class ListIncreaseRequests(Database database, LimitStandings standings, TimeProvider clock)
{
    internal Outcome<CursorPage<IncreaseRequestView>> Run(Actor actor, AdminQuery query)
    {
        var statuses = query.List("status");
        foreach (var status in statuses)
            if (!LimitNames.IncreaseStatuses.ContainsKey(status)) query.Blame("status[]", $"must be one of {string.Join(", ", LimitNames.IncreaseStatuses.Keys)}");
        var members = query.List("actor_ids");
        var paging = CursorPaging.Read(query, "spend_limit_increase_requests", statuses.Order(StringComparer.Ordinal).Append("").Concat(members.Order(StringComparer.Ordinal)));
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (FaultIn(actor) is { } denied) return denied;

        using var reader = database.Read();
        var views = new IncreaseRequestViews(reader, actor, standings, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var found = new List<IncreaseRequest>();
        while (found.Count <= paging.Limit)
        {
            var next = IncreaseRequestStore.Page(reader, actor.Organization, statuses.Select(status => LimitNames.IncreaseStatuses[status]).ToList(), members, below, paging.Limit + 1);
            found.AddRange(next.Where(views.Sees));
            if (next.Count <= paging.Limit) break;
            below = next[^1].Number;
        }

        return paging.Of(found, request => views.Of(request), request => request.Number);
    }

    internal Outcome<IncreaseRequestView> Get(Actor actor, string id)
    {
        if (FaultIn(actor) is { } denied) return denied;
        using var reader = database.Read();
        var views = new IncreaseRequestViews(reader, actor, standings, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return IncreaseRequestStore.Find(reader, actor.Organization, id) is { } request && views.Sees(request) ? views.Of(request) : Missing();
    }

    internal static Problem Missing() => Problem.NotFound("spend limit increase request");

    private static Problem? FaultIn(Actor actor) =>
        actor.MayAnywhere(Permission.LimitsRead) || actor.May(Permission.LimitsRequest) ? null : Denial.Of(Permission.LimitsRead);
}
