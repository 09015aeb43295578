using Claviger.Control.Alerts;
using Claviger.Control.Limits;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;

namespace Claviger.Control.Keys;

/// <summary>A key with its cap and its alert, in one transaction: there is no moment in which it may spend without the cap, and no half of it when a part is refused.</summary>
public sealed class CreateGovernedKey(Database database, CreateKey keys, SetSpendLimit limits, EditAlertRule rules, SnapshotRefresher snapshots)
{
    /// <param name="cap">In cents, a month; null: none of its own.</param>
    /// <param name="percents">Of the cap, at which somebody is told; empty: never.</param>
    public async Task<Outcome<CreatedApiKeyView>> RunAsync(Actor actor, CreateApiKeyRequest request, string? cap, IReadOnlyList<int> percents, IReadOnlyList<string> channels, CancellationToken ct)
    {
        var (made, change, fault, denials) = await database.TogetherAsync(joint => WriteAsync(joint, actor, request, cap, percents, channels, ct), ct);
        if (fault is not null)
        {
            // Nothing was made; that somebody tried what they may not do is kept all the same.
            if (denials.Count == 0) return fault;
            using var tx = await database.BeginAdminAsync(CancellationToken.None);
            tx.Record([.. denials]);
            return fault;
        }

        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return made!;
    }

    private async Task<(CreatedApiKeyView? Made, long Change, Problem? Fault, IReadOnlyList<AuditEntry> Denials)> WriteAsync(
        JointTransaction joint, Actor actor, CreateApiKeyRequest request, string? cap, IReadOnlyList<int> percents, IReadOnlyList<string> channels, CancellationToken ct)
    {
        var (made, problem) = await keys.RunAsync(actor, request, ct);
        if (problem is null && cap is not null)
        {
            var scope = new Dictionary<string, string> { ["type"] = "api_key", ["api_key_id"] = made!.ApiKey.Id };
            problem = (await limits.RunAsync(actor, new SetSpendLimitRequest(scope, "monthly", cap), ct)).Problem is { } fault ? fault with { Field = "cap" } : null;
        }

        if (problem is null && percents.Count > 0)
        {
            var rule = new CreateAlertRuleRequest($"{made!.ApiKey.Name} nears its cap", "spend_threshold", new AlertScopeView("api_key", made.ApiKey.Id), new AlertParametersView(Percents: percents), ChannelIds: channels);
            problem = (await rules.CreateAsync(actor, rule, ct)).Problem is { } fault ? fault with { Field = "alert" } : null;
        }

        return problem is null ? (made, joint.Commit(), null, []) : (null, 0, problem, [.. joint.Entries.Where(entry => entry.Outcome == AuditOutcome.Denied)]);
    }
}
