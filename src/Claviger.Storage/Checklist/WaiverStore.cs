using Claviger.Core;
using Claviger.Core.Checklist;

namespace Claviger.Storage.Checklist;

/// <summary>Findings of the checklist that somebody answers for. Those that ended stay until they are deleted: they explain why something counts again.</summary>
public static class WaiverStore
{
    private const string Columns = "number AS Number, id AS Id, control_id AS ControlId, subject_id AS SubjectId, reason AS Reason, owner AS Owner, ends_at_ms AS EndsAtMs, created_at_ms AS CreatedAtMs";

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<Waiver> All(Reader reader, OrganizationId organization) => reader.Query<Row>(
        $"SELECT {Columns} FROM checklist_waivers WHERE organization_id = @organization ORDER BY number", new { organization = organization.Value }).Select(row => row.ToWaiver()).ToList();

    public static IReadOnlyList<Waiver> All(AdminTransaction tx, OrganizationId organization) => tx.Query<Row>(
        $"SELECT {Columns} FROM checklist_waivers WHERE organization_id = @organization ORDER BY number", new { organization = organization.Value }).Select(row => row.ToWaiver()).ToList();

    /// <summary>In place of the one that the same control and subject had.</summary>
    public static void Put(AdminTransaction tx, OrganizationId organization, Waiver waiver) => tx.Execute(
        """
        INSERT INTO checklist_waivers (id, organization_id, control_id, subject_id, reason, owner, ends_at_ms, created_at_ms) VALUES (@id, @organization, @control, @subject, @reason, @owner, @ends, @created)
        ON CONFLICT (organization_id, control_id, subject_id) DO UPDATE SET
            id = excluded.id, reason = excluded.reason, owner = excluded.owner, ends_at_ms = excluded.ends_at_ms, created_at_ms = excluded.created_at_ms
        """,
        new
        {
            id = waiver.Id.Value,
            organization = organization.Value,
            control = waiver.ControlId,
            subject = waiver.SubjectId ?? "",
            reason = waiver.Reason,
            owner = waiver.Owner.Value,
            ends = waiver.EndsAt.ToUnixTimeMilliseconds(),
            created = waiver.CreatedAt.ToUnixTimeMilliseconds(),
        });

    public static void Delete(AdminTransaction tx, WaiverId id) => tx.Execute("DELETE FROM checklist_waivers WHERE id = @id", new { id = id.Value });

    private sealed record Row
    {
        public long Number { get; init; }
        public string Id { get; init; } = "";
        public string ControlId { get; init; } = "";
        public string SubjectId { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Owner { get; init; } = "";
        public long EndsAtMs { get; init; }
        public long CreatedAtMs { get; init; }

        public Waiver ToWaiver() => new(
            new WaiverId(Id), ControlId, SubjectId.Length == 0 ? null : SubjectId, Reason, new MemberId(Owner),
            DateTimeOffset.FromUnixTimeMilliseconds(EndsAtMs), DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs));
    }
}
