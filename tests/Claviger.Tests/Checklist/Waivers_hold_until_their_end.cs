using Claviger.Core;
using Claviger.Core.Checklist;
using Xunit;
using static Claviger.Tests.Checklist.GoodOrganization;

namespace Claviger.Tests.Checklist;

/// <summary>S13: a waiver covers what it names, until it ends, and is always shown.</summary>
public sealed class Waivers_hold_until_their_end
{
    private static Finding Judge(params Waiver[] waivers)
    {
        var facts = Facts();
        foreach (var name in new[] { "prod-backend", "dev-team" }) facts = WithKey(facts, name, key => key with { RotationDays = null });
        return ChecklistReport.Of(facts, ChecklistSettings.Default, waivers).Findings.Single(finding => finding.Control.Id == "rotation-scheduled");
    }

    private static Waiver Of(string? subject, DateTimeOffset end, string control = "rotation-scheduled") =>
        new(WaiverId.New(), control, subject, "until the move", new MemberId("user_ada"), end, Now.AddDays(-5));

    [Fact]
    public void One_subject_is_covered_and_the_other_counts()
    {
        var finding = Judge(Of("apikey_prod-backend", Now.AddDays(1)));
        Assert.Equal((FindingStatus.Fail, "dev-team", "prod-backend"), (finding.Status, finding.Evidence.Single().SubjectName, finding.Waived.Single().SubjectName));
    }

    [Fact]
    public void A_whole_control_is_covered()
    {
        var finding = Judge(Of(null, Now.AddDays(1)));
        Assert.Equal((FindingStatus.Waived, 0, 2), (finding.Status, finding.Evidence.Count, finding.Waived.Count));
    }

    [Fact]
    public void At_its_end_everything_counts_again_and_the_waiver_is_shown()
    {
        var finding = Judge(Of(null, Now));
        Assert.Equal((FindingStatus.Fail, 2, 1, 0), (finding.Status, finding.Evidence.Count, finding.EndedWaivers.Count, finding.Waivers.Count));
        Assert.Equal(FindingStatus.Waived, Judge(Of(null, Now.AddTicks(1))).Status);
    }

    [Fact]
    public void Another_controls_waiver_covers_nothing() => Assert.Equal(FindingStatus.Fail, Judge(Of(null, Now.AddDays(1), "secrets-rotated")).Status);
}
