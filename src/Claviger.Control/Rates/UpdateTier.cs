using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;
using Claviger.Storage;
using Claviger.Storage.Rates;

namespace Claviger.Control.Rates;

/// <summary>Changes a tier's figures: of one that ships, by laying the organization's own over them. All who have the tier are held to them at once.</summary>
public sealed class UpdateTier(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<TierView>> RunAsync(Actor actor, string name, UpdateTierRequest request, CancellationToken ct)
    {
        if (TierFaults.InTitle(request.DisplayName) is { } title) return title;
        IReadOnlyDictionary<string, RateFigures>? classes = null;
        if (request.Classes is { } given && (classes = TierFaults.Read(given, out var problem)) is null) return problem!;

        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.RatesUpdate)) return Denial.Of(tx, actor, AuditKind.TierUpdated, name, Permission.RatesUpdate);
        var book = TierStore.Book(tx, actor.Organization);
        if (book.Find(name) is not { } before) return Problem.NotFound("tier");

        var after = TierBook.Own(name, request.DisplayName ?? before.DisplayName, classes ?? before.Classes);
        if (Same(before, after)) return TierViews.Of(before, book); // nothing changes: no event
        TierStore.Put(tx, actor.Organization, after, clock.GetUtcNow());
        var (was, now) = (TierViews.Of(before, book), TierViews.Of(after, TierStore.Book(tx, actor.Organization)));
        var change = tx.Commit(actor.Did(AuditKind.TierUpdated, name, AuditDetail.Of(
            ("before", new { display_name = was.DisplayName, classes = was.Classes }), ("after", new { display_name = now.DisplayName, classes = now.Classes }))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return now;
    }

    private static bool Same(Tier a, Tier b) =>
        a.DisplayName == b.DisplayName && a.Classes.Count == b.Classes.Count && a.Classes.All(entry => b.Classes.TryGetValue(entry.Key, out var figures) && figures.SameAs(entry.Value));
}
