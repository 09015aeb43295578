using Claviger.Core.Access;

namespace Claviger.Core.OrganizationFiles;

/// <summary>Whether what a file refers to is in it. Where a section isn't in the file, what it refers to must be in the organization, which only the server knows.</summary>
internal static class OrganizationFileLinks
{
    public static IEnumerable<FileFault> FaultsIn(OrganizationFile file)
    {
        var members = file.Members?.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var twin in (file.Members?.Keys ?? []).GroupBy(address => address.ToLowerInvariant()).Where(group => group.Count() > 1))
            yield return new FileFault($"members.{twin.Last()}", $"is the address of {twin.First()}, which is there already: upper and lower case are one address");
        foreach (var (name, group) in file.Groups ?? new Dictionary<string, GroupSpec>())
        {
            foreach (var address in group.Members ?? []) if (Missing(address, members, "members") is { } fault) yield return new FileFault($"groups.{name}.members", fault);
            foreach (var (grant, index) in (group.Roles ?? []).Select((grant, index) => (grant, index)))
            {
                if (file.Roles is not null && !file.Roles.ContainsKey(grant.Role) && !WorkspaceRoleNames.Assignable.ContainsKey(grant.Role))
                    yield return new FileFault($"groups.{name}.roles[{index}].role", $"'{grant.Role}' is neither among this file's roles nor a workspace role{FileNode.Hint(grant.Role, file.Roles.Keys.Concat(WorkspaceRoleNames.Assignable.Keys))}");
                if (grant.Workspace is { } place && Missing(place, file.Workspaces?.Keys, "workspaces") is { } fault) yield return new FileFault($"groups.{name}.roles[{index}].workspace", fault);
            }
        }

        foreach (var (name, account) in file.ServiceAccounts ?? new Dictionary<string, ServiceAccountSpec>())
            foreach (var place in account.Workspaces?.Keys ?? [])
                if (Missing(place, file.Workspaces?.Keys, "workspaces") is { } fault) yield return new FileFault($"service_accounts.{name}.workspaces.{place}", fault);
        foreach (var fault in InWorkspaces(file, members)) yield return fault;
        foreach (var (waiver, index) in (file.Checklist?.Waivers ?? []).Select((waiver, index) => (waiver, index)))
            if (waiver.Owner is { } owner && Missing(owner, members, "members") is { } fault) yield return new FileFault($"checklist.waivers[{index}].owner", fault);
        foreach (var twin in (file.Checklist?.Waivers ?? []).GroupBy(waiver => waiver.Name).Where(group => group.Count() > 1))
            yield return new FileFault("checklist.waivers", $"{twin.Key} is waived twice");
    }

    private static IEnumerable<FileFault> InWorkspaces(OrganizationFile file, HashSet<string>? members)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, workspace) in file.Workspaces ?? new Dictionary<string, WorkspaceSpec>())
        {
            if (workspace.Was is { } was && file.Workspaces!.ContainsKey(was)) yield return new FileFault($"workspaces.{name}.was", $"'{was}' is in this file too: a workspace is renamed, or it is another one");
            foreach (var address in workspace.Members?.Keys ?? []) if (Missing(address, members, "members") is { } fault) yield return new FileFault($"workspaces.{name}.members.{address}", fault);
            foreach (var (keyName, key) in workspace.Keys ?? new Dictionary<string, KeySpec>())
            {
                var at = $"workspaces.{name}.keys.{keyName}";
                if (!keys.TryAdd(keyName, name)) yield return new FileFault(at, $"is the name of a key in {keys[keyName]} too: a name is one key");
                if (key.Was is { } before && workspace.Keys!.ContainsKey(before)) yield return new FileFault($"{at}.was", $"'{before}' is in this file too: a key is renamed, or it is another one");
                if (key.Owner is { } owner && Missing(owner, members, "members") is { } fault) yield return new FileFault($"{at}.owner", fault);
            }
        }
    }

    private static string? Missing(string name, IEnumerable<string>? known, string section) =>
        known is null || known.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : $"'{name}' is not among this file's {section}{FileNode.Hint(name, known)}";
}
