using Claviger.Core;
using Claviger.Core.Checklist;
using Claviger.Core.Checklist.Forms;
using Claviger.Core.Contracts;
using Xunit;
using static Claviger.Tests.Checklist.GoodOrganization;

namespace Claviger.Tests.Checklist;

/// <summary>S13: of an organization in which a control finds fault with every key, a run that is kept stays small, and whoever reads it learns what it left out.</summary>
public sealed class A_kept_run_has_bounds
{
    private const int Keys = 1_203;

    private static readonly ChecklistReport Report = ChecklistReport.Of(ManyWithoutRotation(), ChecklistSettings.Default, []);

    [Fact]
    public void It_holds_a_thousand_pieces_and_counts_all()
    {
        var (kept, whole) = (FindingOf(ChecklistViews.Kept(Report, ChecklistRunId.New())), FindingOf(ChecklistViews.Of(Report)));
        Assert.Equal((1_000, Keys, "and 203 more, which the kept run does not hold"), (kept.Evidence.Count, kept.EvidenceCount, kept.NotHeld()));
        Assert.Equal((Keys, Keys, null), (whole.Evidence.Count, whole.EvidenceCount, whole.NotHeld()));
        Assert.Equal((whole.Status, whole.Summary), (kept.Status, kept.Summary));
    }

    [Fact]
    public void Files_made_of_it_say_what_is_missing()
    {
        var kept = ChecklistViews.Kept(Report, ChecklistRunId.New());
        Assert.Contains("\"and 203 more, which the kept run does not hold\"", ChecklistCsv.Of(kept));
        Assert.Contains("- and 203 more, which the kept run does not hold", ChecklistMarkdown.Of(kept));
        Assert.Contains($"\"claviger/evidenceCount\": {Keys}", ChecklistSarif.Of(kept, "1.0"));
        Assert.DoesNotContain("does not hold", ChecklistCsv.Of(ChecklistViews.Of(Report)) + ChecklistMarkdown.Of(ChecklistViews.Of(Report)));
    }

    private static FindingView FindingOf(ChecklistView view) => view.Findings.Single(finding => finding.ControlId == "rotation-scheduled");

    private static Core.Checklist.Facts.OrganizationFacts ManyWithoutRotation()
    {
        var facts = Facts();
        var like = facts.Keys[0] with { RotationDays = null };
        return facts with { Keys = [.. facts.Keys, .. Enumerable.Range(0, Keys).Select(i => like with { Id = $"apikey_{i}", Name = $"prod-service-{i}" })] };
    }
}
