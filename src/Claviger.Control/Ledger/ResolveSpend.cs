using Claviger.Control.Limits;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Ledger;

namespace Claviger.Control.Ledger;

/// <summary>
/// Books what unresolved spend really cost. Never more than is booked for it: that was its bound, and more could pass a cap that
/// was kept. Once: a second answer finds nothing open.
/// </summary>
public sealed class ResolveSpend(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<ResolvedSpendView>> RunAsync(Actor actor, string id, ResolveSpendRequest request, CancellationToken ct)
    {
        var amount = MoneyText.Cents(request.Amount, out var fault);
        if (fault is not null) return Problem.Invalid("amount", fault);

        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.LedgerResolve)) return Denial.Of(tx, actor, AuditKind.SpendResolved, id, Permission.LedgerResolve);
        var isRequest = RequestIds.TryParse(id, out var requestId);
        var booked = isRequest ? UnresolvedStore.Booked(tx, requestId) : UnresolvedStore.Booked(tx, id);
        if (booked is not { } most) return Problem.NotFound("unresolved spend");
        if (amount > most) return Problem.Invalid("amount", $"must be at most what is booked for it, {most.ToCentsString()} cents ({most})");

        if (isRequest) UnresolvedStore.Resolve(tx, requestId, amount);
        else UnresolvedStore.ResolveEntry(tx, id, amount, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var change = tx.Commit(actor.Did(AuditKind.SpendResolved, id, AuditDetail.Of(("booked", most.ToCentsString()), ("amount", amount.ToCentsString()))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new ResolvedSpendView(id, "resolved_spend", most.ToCentsString(), amount.ToCentsString(), SpendLimitViews.Currency);
    }
}
