using Claviger.Core.Checklist;

namespace Claviger.Core.OrganizationFiles;

/// <summary>What a plan asks for that can't be: changes of what is for life, and names that are neither in the file nor in the organization.</summary>
public static class PlanFaults
{
    public static IEnumerable<FileFault> In(OrganizationPlan plan, OrganizationFile file, OrganizationState now)
    {
        foreach (var change in plan.Changes.Where(change => change.Action is PlannedAction.Update or PlannedAction.Rename))
            foreach (var field in change.Fields)
                if (ForLife(change.Noun, field.Name) is { } why) yield return new FileFault($"{change.Path}.{field.Name}", $"is '{field.From}' for life: {why}");
        foreach (var change in plan.Changes.Where(change => change is { Action: PlannedAction.Create, Noun: PlannedNoun.Workspace }))
        {
            var workspace = file.Workspaces![change.Name];
            if (change.Name == OrganizationPlanner.DefaultWorkspace) yield return new FileFault(change.Path, "is the name of the default workspace");
            else if (workspace.Environment is null) yield return new FileFault($"{change.Path}.environment", "required for a new workspace: production, staging, development, or a name of your own");
        }

        foreach (var fault in Unknown(file, now)) yield return fault;
    }

    private static string? ForLife(PlannedNoun noun, string field) => (noun, field) switch
    {
        (PlannedNoun.Workspace, "environment") => "make another workspace",
        (PlannedNoun.Key, "service" or "environment") => "make another key",
        (PlannedNoun.Key, "expires_at") => "make another key, or revoke this one",
        _ => null,
    };

    private static IEnumerable<FileFault> Unknown(OrganizationFile file, OrganizationState now)
    {
        foreach (var (name, workspace) in file.Workspaces ?? new Dictionary<string, WorkspaceSpec>())
        {
            if (workspace.Upstream is { } upstream && !now.Upstreams.ContainsKey(upstream))
                yield return new FileFault($"workspaces.{name}.upstream", $"there is no upstream '{upstream}'{FileNode.Hint(upstream, now.Upstreams.Keys)}; a file holds no credentials: claviger upstreams create {upstream}");
            foreach (var address in workspace.Members?.Keys ?? [])
                if (Joined(address, now) is { } fault) yield return new FileFault($"workspaces.{name}.members.{address}", fault);
            foreach (var (keyName, key) in workspace.Keys ?? new Dictionary<string, KeySpec>())
                if (key.Owner is { } owner && Joined(owner, now) is { } fault) yield return new FileFault($"workspaces.{name}.keys.{keyName}.owner", fault);
        }

        foreach (var (name, group) in file.Groups ?? new Dictionary<string, GroupSpec>())
            foreach (var address in group.Members ?? [])
                if (Joined(address, now) is { } fault) yield return new FileFault($"groups.{name}.members", fault);
        foreach (var (address, member) in file.Members ?? new Dictionary<string, MemberSpec>())
            if (member.SpendLimits is { Count: > 0 } && Joined(address, now) is { } fault) yield return new FileFault($"members.{address}.spend_limits", fault);
        foreach (var (waiver, index) in (file.Checklist?.Waivers ?? []).Select((waiver, index) => (waiver, index)))
            if (waiver.Owner is { } owner && Joined(owner, now) is { } fault) yield return new FileFault($"checklist.waivers[{index}].owner", fault);
    }

    private static string? Joined(string address, OrganizationState now) => now.Members.ContainsKey(address.ToLowerInvariant())
        ? null
        : $"'{address}' is not a member yet{(now.Invites.Keys.Contains(address, StringComparer.OrdinalIgnoreCase) ? ": the invite waits to be accepted" : "")}; apply without it first, and again when they have joined";
}
