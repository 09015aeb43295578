using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Pricing;
using Claviger.Core.Rates;
using Claviger.Storage;
using Claviger.Storage.Organizations;
using Claviger.Storage.Rates;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Rates;

public sealed class ListRateLimits(Database database, PriceBook prices)
{
    internal Outcome<CursorPage<RateLimitView>> Run(Actor actor, AdminQuery query)
    {
        var groups = Groups(query, out var filter);
        var model = query.Text("model");
        var paging = CursorPaging.ReadWhole(query, "rate_limits", filter, model);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.RatesRead)) return Denial.Of(Permission.RatesRead);
        if (model is not null)
        {
            groups = prices.TryFind(model, out var entry) ? groups.Where(group => group == RateGroups.OfModel(entry)).ToList() : [];
            if (groups.Count == 0) return Problem.NotFound("rate limit of this model");
        }

        using var reader = database.Read();
        var tier = TierOf(TierStore.Book(reader, actor.Organization), OrganizationStore.All(reader).Single(organization => organization.Id == actor.Organization).Tier);
        return paging.Cut(groups.Select(group => RateLimitViews.Of(actor.Organization, group, tier, prices)).ToList());
    }

    internal Outcome<CursorPage<WorkspaceRateLimitView>> RunOf(Actor actor, string workspaceId, AdminQuery query)
    {
        var groups = Groups(query, out var filter);
        var inherited = query.Flag("include_inherited");
        var paging = CursorPaging.ReadWhole(query, "workspace_rate_limits", workspaceId, filter, inherited.ToString());
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.RatesRead)) return Denial.Of(Permission.RatesRead);

        using var reader = database.Read();
        if (WorkspaceStore.Find(reader, actor.Organization, workspaceId) is not { } workspace || !actor.MayIn(Permission.RatesRead, workspace.Id)) return Problem.NotFound("workspace");
        if (workspace.IsDefault) return paging.Cut<WorkspaceRateLimitView>([]); // it has no limits of its own, nor entries
        var book = TierStore.Book(reader, actor.Organization);
        var organization = TierOf(book, OrganizationStore.All(reader).Single(found => found.Id == actor.Organization).Tier);
        var own = WorkspaceRateLimitStore.Of(reader, workspace.Id);
        return paging.Cut(groups.Select(group => RateLimitViews.Of(workspace, group, own, TierOf(book, workspace.Tier), organization, inherited, prices))
            .Where(view => view.Limits.Count > 0).ToList());
    }

    private static List<RateGroup> Groups(AdminQuery query, out string? filter)
    {
        filter = query.Text("group_type");
        if (filter is null) return [.. RateGroups.All];
        if (RateGroupTypeNames.All.TryGetValue(filter, out var type)) return RateGroups.All.Where(group => group.Type == type).ToList();
        query.Blame("group_type", $"must be one of {string.Join(", ", RateGroupTypeNames.All.Keys)}");
        return [];
    }

    private static Tier? TierOf(TierBook book, string? name) => name is null ? null : book.Find(name);
}
