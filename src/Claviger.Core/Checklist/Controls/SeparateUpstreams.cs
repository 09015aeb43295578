using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>No upstream credential serves two environments.</summary>
internal sealed class SeparateUpstreams : Control
{
    public override string Id => "separate-upstreams";
    public override string Title => "Environments have upstream credentials of their own";
    public override string Why => "One credential for all is one revocation, one rate limit and one leak for all.";
    public override ControlSeverity Severity => ControlSeverity.Low;
    public override string Requirement => "S2";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Upstreams, FactArea.Environments];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        if (!settings.SeparateUpstreams) return Verdict.NotApplicable("the settings of the checklist allow one upstream credential for all environments");
        var used = facts.WorkingKeys.Select(key => key.WorkspaceId).ToHashSet();
        var workspaces = facts.Workspaces.Where(workspace => used.Contains(workspace.Id)).ToLookup(workspace => workspace.UpstreamId);
        var evidence = new List<Evidence>();
        foreach (var credential in facts.Upstreams.GroupBy(upstream => upstream.Fingerprint))
        {
            var served = credential.SelectMany(upstream => workspaces[upstream.Id]).Select(workspace => workspace.Environment).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
            if (served.Count < 2) continue;
            var first = credential.First();
            evidence.Add(Evidence.Fail("upstream", first.Id, first.Name, $"one credential serves {string.Join(", ", served)}",
                Remedy.Of(facts, "upstreams create NAME, then: claviger upstreams use NAME --workspace WORKSPACE", "none")));
        }

        return new($"{Remedy.Count(facts.Upstreams.Select(upstream => upstream.Fingerprint).Distinct().Count(), "upstream credential")}", evidence);
    }
}
