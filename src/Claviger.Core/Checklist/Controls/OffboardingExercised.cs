using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Offboarding has been done, with a report, within the set time.</summary>
internal sealed class OffboardingExercised : Control
{
    public override string Id => "offboarding-exercised";
    public override string Title => "Offboarding is exercised";
    public override string Why => "A process that nobody has run is a paragraph in a wiki.";
    public override ControlSeverity Severity => ControlSeverity.Low;
    public override string Requirement => "S11";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Offboardings];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var last = facts.Leavers.MaxBy(leaver => leaver.LeftAt);
        if (last is not null && facts.At - last.LeftAt <= TimeSpan.FromDays(settings.OffboardingDays))
            return new($"last on {last.LeftAt:yyyy-MM-dd}: {last.Email}", last.Report is null && facts.Source == FactSource.Claviger
                ? [Evidence.Warn("user", last.Id, last.Email, "left, and there is no report of it", "claviger offboard keeps one")]
                : []);
        if (facts.CreatedAt is { } made && facts.At - made <= TimeSpan.FromDays(settings.OffboardingDays))
            return Verdict.NotApplicable($"nobody has left, and the organization is younger than {Remedy.Days(settings.OffboardingDays)}");
        return new(last is null ? "nobody was ever offboarded" : $"last {Remedy.Days(facts.DaysSince(last.LeftAt))} ago", [Evidence.Warn("organization", facts.OrganizationId, facts.OrganizationName,
            $"offboarding was not exercised for {Remedy.Days(settings.OffboardingDays)}",
            Remedy.Of(facts, "offboard a member invited for the drill: --dry-run first, then for real", "Settings → Members: remove a member invited for the drill, and check their keys"))]);
    }
}
