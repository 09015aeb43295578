using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Every workspace with keys has a hard cap.</summary>
internal sealed class WorkspaceSpendLimits : Control
{
    public override string Id => "workspace-spend-limits";
    public override string Title => "Every workspace has a spend limit";
    public override string Why => "Development must not be able to spend what production was given.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S6";
    public override IReadOnlyList<FactArea> Needs => [FactArea.SpendLimits];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var capped = facts.SpendLimits.Where(limit => limit is { Refuses: true, Scope: "workspace" }).Select(limit => limit.ScopeId).ToHashSet();
        var used = facts.WorkingKeys.Select(key => key.WorkspaceId).ToHashSet();
        // Anthropic's default workspace takes no limits; that it is used is another finding.
        var all = facts.Workspaces.Where(workspace => !workspace.IsDefault || used.Contains(workspace.Id) && facts.Source == FactSource.Claviger).ToList();
        var open = all.Where(workspace => !capped.Contains(workspace.Id)).ToList();
        return new($"{all.Count - open.Count} of {Remedy.Count(all.Count, "workspace")} capped", [.. open.Select(workspace => Evidence.Fail("workspace", workspace.Id, workspace.Name, "has no spend limit that refuses",
            Remedy.Of(facts, $"limits set --workspace {Remedy.Word(workspace.Name, workspace.Id)} --amount DOLLARS --mode hard", "Settings → Workspaces → the workspace → Limits → spend limit")))]);
    }
}
