using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Somebody has read the audit log, not long ago.</summary>
internal sealed class AuditLogReviewed : Control
{
    public override string Id => "audit-log-reviewed";
    public override string Title => "The audit log is reviewed";
    public override string Why => "What nobody reads, nobody finds.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S12";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Audit];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var log = facts.Audit!;
        var interval = TimeSpan.FromDays(settings.AuditReviewDays);
        if (log.ReviewedAt is { } at && facts.At - at <= interval) return new($"reviewed up to entry {log.ReviewedUpTo:N0} on {at:yyyy-MM-dd}", []);
        if (log.ReviewedAt is null && facts.CreatedAt is { } made && facts.At - made <= interval)
            return new($"due by {made + interval:yyyy-MM-dd}: the organization is younger than {Remedy.Days(settings.AuditReviewDays)}", []);
        return new(log.ReviewedAt is { } last ? $"last reviewed {Remedy.Days(facts.DaysSince(last))} ago" : "never reviewed", [Evidence.Fail("audit_log", facts.OrganizationId, "audit log",
            log.ReviewedAt is { } then ? $"was last reviewed {Remedy.Days(facts.DaysSince(then))} ago; {log.Entries - log.ReviewedUpTo:N0} entries since" : $"was never reviewed; {log.Entries:N0} entries",
            "claviger audit list, then: claviger audit review --note TEXT")]);
    }
}
