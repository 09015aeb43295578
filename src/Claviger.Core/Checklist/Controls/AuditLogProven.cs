using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>The audit log is signed, whole, and its checkpoints get outside.</summary>
internal sealed class AuditLogProven : Control
{
    /// <summary>Checkpoints come every second; a busy machine may be late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public override string Id => "audit-log-proven";
    public override string Title => "The audit log proves itself";
    public override string Why => "A log that its own administrator can change proves nothing about its administrator.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S12";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Audit];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var log = facts.Audit!;
        var evidence = new List<Evidence>();
        if (log.Fault is { } fault) evidence.Add(Evidence.Fail("audit_log", facts.OrganizationId, "audit log", fault, "claviger audit verify; docs/operate/when-something-is-wrong.md"));
        else if (log.OldestUnsignedAt is { } since && facts.At - since > Patience)
            evidence.Add(Evidence.Fail("audit_log", facts.OrganizationId, "audit log", $"{log.Entries - log.SignedEntries} entries since {since:yyyy-MM-dd HH:mm} UTC are in no signed checkpoint", "claviger audit status"));
        foreach (var place in log.FailingPlaces)
            evidence.Add(Evidence.Fail("audit_log", place, place, "checkpoints don't get to this place outside", "claviger audit status"));
        return new($"{log.SignedEntries:N0} of {log.Entries:N0} entries signed", evidence);
    }
}
