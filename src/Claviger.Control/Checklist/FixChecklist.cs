using Claviger.Control.AdminKeys;
using Claviger.Control.Keys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage;

namespace Claviger.Control.Checklist;

/// <summary>
/// Mends what can be mended without anybody's secret or amount: by the acts that a person would use, with that person's rights and an
/// entry each. What stops a key can be undone; what ends was a leaver's.
/// </summary>
public sealed class FixChecklist(Database database, ReadChecklist checklist, UpdateKey keys, UpdateAdminKey adminKeys)
{
    private const int MostSubjects = 1_000;

    public async Task<Outcome<ChecklistFixView>> RunAsync(Actor actor, FixChecklistRequest request, CancellationToken ct)
    {
        if (ControlBook.Find(request.ControlId) is not { } control) return Problem.Invalid("control_id", $"no such control; known are {string.Join(", ", ControlBook.All.Select(known => known.Id))}");
        if (request.SubjectIds is { Count: 0 or > MostSubjects }) return Problem.Invalid("subject_ids", $"from 1 to {MostSubjects} ids; left out: all that the control found");
        if (!actor.May(Permission.ChecklistUpdate))
        {
            using var denied = await database.BeginAdminAsync(ct);
            return Denial.Of(denied, actor, AuditKind.ChecklistFixed, request.ControlId, Permission.ChecklistUpdate);
        }

        if (!SafeFixes.Has(control.Id)) return Problem.Invalid("control_id", $"{control.Id} can't be mended by itself: each finding names the command that does it; {string.Join(" and ", SafeFixes.All)} can", "not_fixable");
        var finding = checklist.Judge(actor.Organization).Findings.First(one => one.Control.Id == control.Id);
        var asked = request.SubjectIds?.ToHashSet(StringComparer.Ordinal);
        var (mended, left) = (new List<FixedView>(), new List<FixedView>());
        foreach (var evidence in finding.Evidence.Where(evidence => asked is null || asked.Remove(evidence.SubjectId)))
        {
            var subject = new EvidenceSubjectView(evidence.SubjectType, evidence.SubjectId, evidence.SubjectName);
            var (done, text) = await MendAsync(actor, control.Id, evidence, request.DryRun == true, ct);
            (done ? mended : left).Add(new FixedView(subject, text));
        }

        foreach (var id in asked ?? []) left.Add(new FixedView(new EvidenceSubjectView("unknown", id, id), "the control has no finding about it"));
        if (request.DryRun != true && mended.Count > 0)
        {
            using var tx = await database.BeginAdminAsync(CancellationToken.None);
            tx.Record(actor.Did(AuditKind.ChecklistFixed, control.Id, AuditDetail.Of(("fixed", mended.Select(one => one.Subject.Id).ToArray()), ("left", left.Count))));
        }

        return new ChecklistFixView("checklist_fix", control.Id, request.DryRun == true, mended, left);
    }

    private async Task<(bool Done, string Text)> MendAsync(Actor actor, string control, Evidence evidence, bool dryRun, CancellationToken ct)
    {
        switch (control, evidence.SubjectType)
        {
            case ("unused-keys", "api_key"):
                if (dryRun) return (true, "would be disabled");
                var disabled = await keys.RunAsync(actor, evidence.SubjectId, new UpdateApiKeyRequest(Status: "inactive"), ct);
                return disabled.Problem is { } problem ? (false, problem.Message) : (true, $"disabled; claviger keys enable {Remedy.Word(evidence.SubjectName, evidence.SubjectId)} undoes it");
            case ("nothing-left-behind", "admin_api_key"):
                if (dryRun) return (true, "would be revoked");
                var revoked = await adminKeys.RunAsync(actor, evidence.SubjectId, new UpdateAdminKeyRequest(Status: "archived"), ct);
                return revoked.Problem is { } refused ? (false, refused.Message) : (true, "revoked");
            default:
                return (false, $"a service may depend on it: {evidence.Remedy}");
        }
    }
}
