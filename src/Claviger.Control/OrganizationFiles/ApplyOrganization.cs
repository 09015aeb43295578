using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;
using Claviger.Storage;

namespace Claviger.Control.OrganizationFiles;

/// <summary>
/// Makes an organization as a file says: all of it in one transaction, or nothing (R18, X6). Each change is the act that a person would use,
/// with the caller's rights, its checks and its audit entry: there is no second way to do a thing.
/// </summary>
public sealed class ApplyOrganization(Database database, ReadOrganizationState state, ApplyChange acts, BringNewSecrets bring, SnapshotRefresher snapshots)
{
    public async Task<Outcome<AppliedOrganizationView>> RunAsync(Actor actor, ApplyOrganizationRequest request, CancellationToken ct)
    {
        if (!actor.May(Permission.OrganizationFileApply))
        {
            using var denied = await database.BeginAdminAsync(ct);
            return Denial.Of(denied, actor, AuditKind.OrganizationFileApplied, actor.Organization.Value, Permission.OrganizationFileApply);
        }

        if (request.ExpectedDigest is { Length: not OrganizationPlan.DigestLength }) return Problem.Invalid("expected_digest", $"must be the {OrganizationPlan.DigestLength} characters that the plan gave");
        var (file, problem) = PlanOrganization.Read(request.Document);
        if (file is null) return problem!;
        var denials = new List<AuditEntry>();
        var (applied, change, fault) = await database.TogetherAsync(joint => ApplyAsync(joint, actor, file, request, denials, ct), ct);
        if (fault is not null)
        {
            // Nothing was done; that somebody tried is kept all the same.
            if (denials.Count == 0) return fault;
            using var tx = await database.BeginAdminAsync(CancellationToken.None);
            tx.Record([.. denials]);
            return fault;
        }

        if (change > 0) await snapshots.HasReachedAsync(change, CancellationToken.None);
        bring.Begin(applied!.Secrets);
        return applied;
    }

    private async Task<(AppliedOrganizationView? Applied, long Change, Problem? Fault)> ApplyAsync(
        JointTransaction joint, Actor actor, OrganizationFile file, ApplyOrganizationRequest request, List<AuditEntry> denials, CancellationToken ct)
    {
        var now = state.Run(actor.Organization); // inside: nobody changes anything between the plan and its making
        var plan = OrganizationPlanner.Plan(file, now, request.AllowDelete == true);
        if (PlanOrganization.FaultIn(plan, file, now) is { } impossible) return (null, 0, impossible);
        if (request.ExpectedDigest is { } expected && expected != plan.Digest)
            return (null, 0, Problem.Conflict("expected_digest", "the organization has changed since that plan was made: look at a new plan", "plan_changed"));
        var work = new AppliedWork(file, now);
        foreach (var planned in plan.Changes)
        {
            if (await acts.RunAsync(actor, planned, work, ct) is not { } refused) continue;
            denials.AddRange(joint.Entries.Where(entry => entry.Outcome == AuditOutcome.Denied));
            return (null, 0, refused with { Message = $"{planned.Path}: {refused.Message}", Field = "document" });
        }

        var view = new AppliedOrganizationView("organization_applied", PlanViews.Of(plan), await bring.RunAsync(actor, work.Secrets, ct), work.Invites);
        if (plan.Changes.Count == 0) return (view, 0, null); // nothing changes: no event
        var change = joint.Commit(actor.Did(AuditKind.OrganizationFileApplied, actor.Organization.Value, AuditDetail.Of(("digest", plan.Digest), ("changes", plan.Changes.Count), ("left_alone", plan.LeftAlone.Count))));
        return (view, change, null);
    }
}
