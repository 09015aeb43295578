using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Rates;

namespace Claviger.Control.Rates;

/// <summary>Deletes a tier that nobody has; of one that ships, only the organization's own figures.</summary>
public sealed class DeleteTier(Database database, SnapshotRefresher snapshots)
{
    public async Task<Outcome<DeletedTierView>> RunAsync(Actor actor, string name, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.RatesUpdate)) return Denial.Of(tx, actor, AuditKind.TierDeleted, name, Permission.RatesUpdate);
        var book = TierStore.Book(tx, actor.Organization);
        if (book.Find(name) is null) return Problem.NotFound("tier");
        if (!book.IsOwn(name)) return new Problem(ProblemKind.InvalidRequest, $"tier '{name}' ships with Claviger and can't be deleted", ErrorCode: "tier_ships");
        if (!book.Ships(name) && InUse(TierStore.UseOf(tx, actor.Organization, name)) is { } use)
            return new Problem(ProblemKind.InvalidRequest, $"tier '{name}' is in use ({use}): give those another tier first, or none", ErrorCode: "tier_in_use");

        TierStore.Delete(tx, actor.Organization, name);
        TierStore.ForgetEnded(tx, actor.Organization, name);
        var change = tx.Commit(actor.Did(AuditKind.TierDeleted, name, AuditDetail.Of(("before", TierViews.Of(book.Find(name)!, book).Classes))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new DeletedTierView(name, "rate_limit_tier_deleted");
    }

    private static string? InUse(TierUse use)
    {
        List<string> parts = [];
        if (use.Organizations > 0) parts.Add("the organization");
        if (use.Workspaces > 0) parts.Add($"{use.Workspaces} workspace{(use.Workspaces == 1 ? "" : "s")}");
        if (use.Keys > 0) parts.Add($"{use.Keys} key{(use.Keys == 1 ? "" : "s")}");
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
