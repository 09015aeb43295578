using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Organizations;

namespace Claviger.Control.Rates;

/// <summary>Which tier all keys of the organization share.</summary>
public sealed class SetOrganizationTier(Database database, SnapshotRefresher snapshots)
{
    public async Task<Outcome<OrganizationTierView>> RunAsync(Actor actor, SetOrganizationTierRequest request, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.RatesUpdate)) return Denial.Of(tx, actor, AuditKind.OrganizationTierChanged, actor.Organization.Value, Permission.RatesUpdate);
        if (TierChoice.FaultIn(tx, actor.Organization, request.Tier) is { } fault) return fault;
        var before = OrganizationStore.Find(tx, actor.Organization)!.Tier;
        var after = TierChoice.Of(request.Tier, null);
        if (before == after) return ViewOf(after); // nothing changes: no event
        OrganizationStore.SetTier(tx, actor.Organization, after);
        var change = tx.Commit(actor.Did(AuditKind.OrganizationTierChanged, actor.Organization.Value, AuditDetail.Of(("before", before), ("after", after))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return ViewOf(after);
    }

    internal Outcome<OrganizationTierView> Get(Actor actor)
    {
        if (!actor.May(Permission.RatesRead)) return Denial.Of(Permission.RatesRead);
        using var reader = database.Read();
        return ViewOf(OrganizationStore.All(reader).Single(organization => organization.Id == actor.Organization).Tier);
    }

    private static OrganizationTierView ViewOf(string? tier) => new("organization_rate_limit_tier", tier);
}
