using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>Turns the ids of a report into names. A name that two keys share gets its workspace added.</summary>
internal sealed class UsageNames(IReadOnlyList<ApiKeyView> keys, IReadOnlyList<WorkspaceView> workspaces)
{
    private readonly Dictionary<string, ApiKeyView> _keys = keys.DistinctBy(key => key.Id).ToDictionary(key => key.Id);
    private readonly Dictionary<string, WorkspaceView> _workspaces = workspaces.DistinctBy(workspace => workspace.Id).ToDictionary(workspace => workspace.Id);
    private readonly HashSet<string> _shared = [.. keys.GroupBy(key => key.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];

    public Cell Of(Breakdown by, UsageBucket bucket, UsageResult row) => by.Word switch
    {
        "day" => bucket.StartingAt.UtcDateTime.ToString("yyyy-MM-dd"),
        "hour" => bucket.StartingAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm"),
        "key" => Key(row.ApiKeyId),
        "workspace" => Workspace(row.WorkspaceId),
        "model" => row.Model ?? "-",
        _ => row.ServiceTier ?? "-",
    };

    private string Key(string? id)
    {
        if (id is null) return "-";
        if (!_keys.TryGetValue(id, out var key)) return id;
        return _shared.Contains(key.Name) ? $"{key.Name} ({Workspace(key.Scope.WorkspaceId)}, {key.Id})" : key.Name;
    }

    // Reports leave the default workspace's id out.
    private string Workspace(string? id) =>
        id is null ? workspaces.FirstOrDefault(w => w.IsDefault)?.Name ?? "Default" : _workspaces.TryGetValue(id, out var workspace) ? workspace.Name : id;
}
