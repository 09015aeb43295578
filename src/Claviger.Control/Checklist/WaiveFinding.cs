using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Checklist;
using Claviger.Storage.Members;

namespace Claviger.Control.Checklist;

/// <summary>Leaves a finding as it is until a date. One for each control and subject: a second one takes the place of the first.</summary>
public sealed class WaiveFinding(Database database, TimeProvider clock)
{
    /// <summary>Nothing is waived for good: a year later somebody decides again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<Outcome<WaiverView>> RunAsync(Actor actor, CreateWaiverRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (FaultIn(request, now) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.ChecklistUpdate)) return Denial.Of(tx, actor, AuditKind.ChecklistWaiverCreated, request.ControlId, Permission.ChecklistUpdate);
        if ((request.OwnerUserId ?? actor.Member?.Value) is not { } owner) return Problem.Invalid("owner_user_id", "required: say which member answers for it");
        if (!MemberStore.Exists(tx, actor.Organization, new MemberId(owner))) return Problem.Invalid("owner_user_id", "no such member; GET /v1/organizations/users lists them");
        var waiver = new Waiver(WaiverId.New(), request.ControlId, request.SubjectId, request.Reason, new MemberId(owner), request.EndsAt, now);
        tx.Record(Write(tx, actor, waiver));
        return ChecklistViews.Of(waiver);
    }

    /// <summary>For acts that waive among other things.</summary>
    internal static AuditEntry Write(AdminTransaction tx, Actor actor, Waiver waiver)
    {
        WaiverStore.Put(tx, actor.Organization, waiver);
        return actor.Did(AuditKind.ChecklistWaiverCreated, waiver.Id.Value, AuditDetail.Of(
            ("control_id", waiver.ControlId), ("subject_id", waiver.SubjectId), ("reason", waiver.Reason), ("owner_user_id", waiver.Owner.Value), ("ends_at", waiver.EndsAt)));
    }

    internal static Problem? FaultIn(CreateWaiverRequest request, DateTimeOffset now)
    {
        if (ControlBook.Find(request.ControlId) is null) return Problem.Invalid("control_id", $"no such control; known are {string.Join(", ", ControlBook.All.Select(control => control.Id))}");
        if (request.SubjectId is { } subject && (subject.Length is 0 or > 200 || PlainText.HasTricks(subject))) return Problem.Invalid("subject_id", "must be the id of a subject of the finding's evidence");
        if (request.Reason.Trim().Length == 0 || request.Reason.Length > 1_000 || PlainText.HasTricksBesidesLines(request.Reason)) return Problem.Invalid("reason", "must be 1 to 1,000 characters that say why this may stay as it is");
        return request.EndsAt > now && request.EndsAt <= now + Longest ? null : Problem.Invalid("ends_at", "must be in the future, and within a year");
    }
}
