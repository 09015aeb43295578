using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;
using Claviger.Storage;
using Claviger.Storage.Rates;

namespace Claviger.Control.Rates;

public sealed class CreateTier(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    private const int MaxTiers = 100;

    public async Task<Outcome<TierView>> RunAsync(Actor actor, CreateTierRequest request, CancellationToken ct)
    {
        if (TierFaults.InName(request.Name) is { } name) return name;
        if (TierFaults.InTitle(request.DisplayName) is { } title) return title;
        if (TierFaults.Read(request.Classes, out var problem) is not { } classes) return problem!;

        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.RatesUpdate)) return Denial.Of(tx, actor, AuditKind.TierCreated, request.Name, Permission.RatesUpdate);
        var book = TierStore.Book(tx, actor.Organization);
        if (book.Find(request.Name) is not null)
            return Problem.Conflict("name", $"there is a tier '{request.Name}' already; to change its figures, POST /v1/organizations/tiers/{request.Name}", "tier_name_taken");
        if (book.All.Count() >= MaxTiers) return new Problem(ProblemKind.InvalidRequest, $"an organization has at most {MaxTiers} tiers: delete one first");

        var tier = TierBook.Own(request.Name, request.DisplayName ?? request.Name, classes);
        TierStore.Put(tx, actor.Organization, tier, clock.GetUtcNow());
        var view = TierViews.Of(tier, TierStore.Book(tx, actor.Organization));
        var change = tx.Commit(actor.Did(AuditKind.TierCreated, tier.Name, AuditDetail.Of(("display_name", view.DisplayName), ("classes", view.Classes))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return view;
    }
}
