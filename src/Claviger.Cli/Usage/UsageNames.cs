using Claviger.Cli.Http;
using Claviger.Cli.Keys;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.ServiceAccounts;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>Turns the ids of a report into names. A name that two keys share gets its workspace added.</summary>
/// <param name="owners">Members and service accounts by id.</param>
internal sealed class UsageNames(IReadOnlyList<ApiKeyView> keys, IReadOnlyList<WorkspaceView> workspaces, IReadOnlyDictionary<string, string> owners)
{
    private readonly Dictionary<string, ApiKeyView> _keys = keys.DistinctBy(key => key.Id).ToDictionary(key => key.Id);
    private readonly Dictionary<string, WorkspaceView> _workspaces = workspaces.DistinctBy(workspace => workspace.Id).ToDictionary(workspace => workspace.Id);
    private readonly HashSet<string> _shared = [.. keys.GroupBy(key => key.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];

    /// <summary>Only the names that the lines will show.</summary>
    public static async Task<UsageNames> ReadAsync(AdminClient client, IReadOnlyList<Breakdown> by) => new(
        by.Contains(Breakdown.Key) ? await KeyFinder.AllAsync(client) : [],
        by.Any(b => b == Breakdown.Key || b.GroupBy == "workspace_id") ? await WorkspaceFinder.AllAsync(client) : [],
        by.Contains(Breakdown.Member) ? await OwnersAsync(client) : new Dictionary<string, string>());

    /// <summary>Whoever may read usage may not always list people: then ids must do.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OwnersAsync(AdminClient client)
    {
        var names = new Dictionary<string, string>(await MemberFinder.NamesAsync(client), StringComparer.Ordinal);
        try
        {
            foreach (var account in (await ServiceAccountFinder.ListAsync(client, archived: true)).Value) names[account.Id] = account.Name;
        }
        catch (CliException failure) when (failure.ExitCode is ExitCode.Refused or ExitCode.NotFound)
        {
            // As above.
        }

        return names;
    }

    public string Key(string? id)
    {
        if (id is null) return "-";
        if (!_keys.TryGetValue(id, out var key)) return id;
        return _shared.Contains(key.Name) ? $"{key.Name} ({Workspace(key.Scope.WorkspaceId)}, {key.Id})" : key.Name;
    }

    /// <summary>As it is called, though others may be too.</summary>
    public string? KeyName(string? id) => id is null ? null : _keys.GetValueOrDefault(id)?.Name;

    // Reports leave the default workspace's id out.
    public string Workspace(string? id) => Find(id)?.Name ?? id ?? "Default";

    public string Environment(string? workspaceId) => Find(workspaceId)?.Environment ?? "-";

    /// <summary>Reports leave it out.</summary>
    public string? DefaultWorkspaceId => Find(null)?.Id;

    public string Owner(string? id) => id is null ? "-" : owners.GetValueOrDefault(id, id);

    private WorkspaceView? Find(string? id) => id is null ? workspaces.FirstOrDefault(w => w.IsDefault) : _workspaces.GetValueOrDefault(id);
}
