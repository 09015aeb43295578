using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

public sealed class EndWaiver(Database database)
{
    public async Task<Outcome<DeletedWaiverView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.ChecklistUpdate)) return Denial.Of(tx, actor, AuditKind.ChecklistWaiverDeleted, id, Permission.ChecklistUpdate);
        if (WaiverStore.All(tx, actor.Organization).FirstOrDefault(waiver => waiver.Id.Value == id) is not { } found) return Problem.NotFound("waiver");
        tx.Record(Write(tx, actor, found));
        return new DeletedWaiverView(id, "checklist_waiver_deleted");
    }

    /// <summary>For acts that end waivers among other things.</summary>
    internal static AuditEntry Write(AdminTransaction tx, Actor actor, Waiver waiver)
    {
        WaiverStore.Delete(tx, waiver.Id);
        return actor.Did(AuditKind.ChecklistWaiverDeleted, waiver.Id.Value, AuditDetail.Of(("control_id", waiver.ControlId), ("subject_id", waiver.SubjectId)));
    }
}
