using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Each environment has a workspace of its own, and no workspace mixes two.</summary>
internal sealed class SeparateWorkspaces : Control
{
    public override string Id => "separate-workspaces";
    public override string Title => "Separate workspaces for production, staging and development";
    public override string Why => "An experiment that goes wrong must not spend production's money, fill its rate limits or reach its files.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S1";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Environments];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var own = facts.Workspaces.Where(workspace => !workspace.IsDefault).ToList();
        var evidence = settings.Environments
            .Where(environment => !own.Exists(workspace => workspace.Environment == environment))
            .Select(environment => Evidence.Fail("environment", environment, environment, "has no workspace of its own",
                Remedy.Of(facts, $"workspaces create {char.ToUpperInvariant(environment[0])}{environment[1..]} --environment {environment}", "Settings → Workspaces → Create workspace")))
            .ToList();
        var keys = facts.WorkingKeys.ToLookup(key => key.WorkspaceId);
        foreach (var workspace in own)
        {
            if (workspace.Environment is null && keys[workspace.Id].Any())
                evidence.Add(Evidence.Fail("workspace", workspace.Id, workspace.Name, $"holds {Remedy.Count(keys[workspace.Id].Count(), "working key")} and is for no environment that can be told",
                    Remedy.Of(facts, "workspaces create NAME --environment ENVIRONMENT, and make its keys anew there", "Settings → Workspaces: name the environment in the workspace's name")));
            var mixed = keys[workspace.Id].Select(key => key.Environment).OfType<string>().Distinct().ToList();
            if (mixed.Count > 1)
                evidence.Add(Evidence.Fail("workspace", workspace.Id, workspace.Name, $"holds keys of {string.Join(" and ", mixed.Order(StringComparer.Ordinal))}",
                    Remedy.Of(facts, "keys create … --workspace the one of its environment, then keys revoke the old one", "API keys: make the key again in the workspace of its environment")));
        }

        return new($"{Remedy.Count(own.Count, "workspace")} for {Remedy.Count(own.Select(workspace => workspace.Environment).OfType<string>().Distinct().Count(), "environment")}", evidence);
    }
}
