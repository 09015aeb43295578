using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

/// <summary>Judges the checklist and keeps the run, under the name of whoever asked: "checklist completed" with its proof (S13).</summary>
public sealed class RecordChecklist(Database database, ReadChecklist checklist)
{
    public async Task<Outcome<ChecklistView>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.ChecklistUpdate))
        {
            using var denied = await database.BeginAdminAsync(ct);
            return Denial.Of(denied, actor, AuditKind.ChecklistRecorded, "checklist", Permission.ChecklistUpdate);
        }

        var (view, run) = ChecklistRuns.Of(checklist.Judge(actor.Organization)); // before the writer's turn: it reads all there is
        using var tx = await database.BeginAdminAsync(ct);
        ChecklistRunStore.Add(tx, actor.Organization, run);
        tx.Record(actor.Did(AuditKind.ChecklistRecorded, view.Id!, AuditDetail.Of(
            ("pass", view.Counts.Pass), ("warn", view.Counts.Warn), ("fail", view.Counts.Fail), ("waived", view.Counts.Waived), ("not_applicable", view.Counts.NotApplicable))));
        return view;
    }
}
