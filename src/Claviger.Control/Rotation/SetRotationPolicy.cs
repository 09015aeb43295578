using Claviger.Control.Access;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Rotation;

/// <summary>What the organization, a workspace or a key says about rotation. Which sink secrets go to is for those who rule over sinks.</summary>
public sealed class SetRotationPolicy(Database database)
{
    public async Task<Outcome<RotationPolicyView>> RunAsync(Actor actor, string scopeId, SetRotationPolicyRequest request, CancellationToken ct)
    {
        if (Faults(request) is { } fault) return fault;
        var scope = RotationScopes.Of(actor.Organization, scopeId);
        using var tx = await database.BeginAdminAsync(ct);
        if (Denied(tx, actor, scope, Permission.RotationUpdate) is { } denied) return denied;
        if (request.Sink.IsSaid && !actor.May(Permission.SecretSinksUpdate)) return Denial.Of(tx, actor, AuditKind.RotationPolicyUpdated, scope.Id, Permission.SecretSinksUpdate);
        var policies = RotationPolicyStore.Of(tx, actor.Organization);
        var before = policies.All.GetValueOrDefault(scope) ?? RotationSettings.None;
        var after = Apply(before, request);
        if (Write(tx, actor.Organization, scope, policies, after) is { } problem) return problem;
        if (before == after) return RotationViews.Of(scope, after); // nothing changes: no event
        tx.Record(actor.Did(AuditKind.RotationPolicyUpdated, scope.Id, AuditDetail.Of(("before", RotationViews.Of(scope, before)), ("after", RotationViews.Of(scope, after)))));
        return RotationViews.Of(scope, after);
    }

    /// <summary>The checks and the write alone, for acts that set more than a policy in one transaction.</summary>
    internal static Problem? Write(AdminTransaction tx, OrganizationId organization, RotationScope scope, RotationPolicies policies, RotationSettings settings)
    {
        if (settings.Sink is { Length: > 0 } name)
        {
            if (SecretSinkStore.Find(tx, organization, name) is not { } sink) return Problem.Invalid("sink", $"there is no sink '{name}'; GET /v1/organizations/secret_sinks lists them");
            var all = new Dictionary<RotationScope, RotationSettings>(policies.All) { [scope] = settings };
            if (SinkUse.FaultIn(sink, all) is { } shared) return shared;
            if (scope.Type == RotationScopeType.ApiKey && KeyStore.Find(tx, organization, scope.Id) is { IsPersonal: true })
                return Problem.Invalid("sink", "this is a personal key: whoever had its secret would act as its owner, so it is brought to no sink");
        }

        RotationPolicyStore.Set(tx, organization, scope, settings);
        return null;
    }

    private static Problem? Denied(AdminTransaction tx, Actor actor, RotationScope scope, Permission needed)
    {
        switch (scope.Type)
        {
            case RotationScopeType.Organization:
                return actor.May(needed) ? null : Denial.Of(tx, actor, AuditKind.RotationPolicyUpdated, scope.Id, needed);
            case RotationScopeType.ApiKey:
                var key = KeyStore.Find(tx, actor.Organization, scope.Id);
                return Reach.FaultIn(tx, actor, AuditKind.RotationPolicyUpdated, scope.Id, needed, Permission.KeysRead, key?.Workspace, Problem.NotFound("scope"))
                    ?? (key!.Status == KeyStatus.Archived ? new Problem(ProblemKind.InvalidRequest, "this key is archived, for good: it has no secret to rotate") : null);
            default:
                return Reach.FaultIn(tx, actor, AuditKind.RotationPolicyUpdated, scope.Id, needed, Permission.WorkspacesRead, WorkspaceStore.Find(tx, actor.Organization, scope.Id)?.Id, Problem.NotFound("scope"));
        }
    }

    private static RotationSettings Apply(RotationSettings before, SetRotationPolicyRequest request) => new()
    {
        MaxAgeDays = (int?)request.MaxAgeDays.Or(before.MaxAgeDays),
        Overlap = request.OverlapSeconds.IsSaid ? request.OverlapSeconds.Value is { } seconds ? TimeSpan.FromSeconds(seconds) : null : before.Overlap,
        AheadDays = (int?)request.AheadDays.Or(before.AheadDays),
        Automatic = request.Automatic.Or(before.Automatic),
        ExtendWhileInUse = request.ExtendWhileInUse.Or(before.ExtendWhileInUse),
        HardEndDays = (int?)request.HardEndDays.Or(before.HardEndDays),
        Sink = request.Sink.Or(before.Sink),
    };

    private static Problem? Faults(SetRotationPolicyRequest request) =>
        request.MaxAgeDays.Value is { } age && (age < 1 || age > RotationPolicy.MostAgeDays) ? Problem.Invalid("max_age_days", $"must be 1 to {RotationPolicy.MostAgeDays}")
        : request.OverlapSeconds.Value is { } overlap && (overlap < 0 || overlap > (long)SecretOverlap.Most.TotalSeconds) ? Problem.Invalid("overlap_seconds", $"must be 0 to {(long)SecretOverlap.Most.TotalSeconds} (30 days)")
        : request.AheadDays.Value is < 0 or > 365 ? Problem.Invalid("ahead_days", "must be 0 to 365")
        : request.HardEndDays.Value is { } hard && (hard < 1 || hard > RotationPolicy.MostHardEndDays) ? Problem.Invalid("hard_end_days", $"must be 1 to {RotationPolicy.MostHardEndDays}")
        : request.Sink.Value is { Length: > 40 } ? Problem.Invalid("sink", "must be the name of a sink, or empty for none")
        : null;
}
