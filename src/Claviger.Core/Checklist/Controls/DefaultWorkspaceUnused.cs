using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>No key works in the workspace that every organization begins with.</summary>
internal sealed class DefaultWorkspaceUnused : Control
{
    public override string Id => "default-workspace-unused";
    public override string Title => "The default workspace holds no keys";
    public override string Why => "It can't be archived and is nobody's environment, so its keys can be kept apart by nothing.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S1";

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var theirs = facts.Workspaces.Where(workspace => workspace.IsDefault).Select(workspace => workspace.Id).ToHashSet();
        var found = facts.WorkingKeys.Where(key => theirs.Contains(key.WorkspaceId) && !key.IsPersonal).ToList();
        return new($"{Remedy.Count(found.Count, "key")} in the default workspace", [.. found.Select(key => Evidence.Fail("api_key", key.Id, key.Name, "works in the default workspace",
            Remedy.Of(facts, $"keys create --workspace NAME --service {key.Service ?? "SERVICE"}, then: claviger keys revoke {Remedy.Word(key.Name, key.Id)}", "API keys: make it again in a workspace of its own")))]);
    }
}
