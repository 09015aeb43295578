using Claviger.Core;

namespace Claviger.Storage.Workspaces;

/// <summary>What stands beside workspaces on pages for people.</summary>
public static class WorkspaceBrowseStore
{
    /// <summary>Keys of a workspace that aren't revoked, counted as far as <paramref name="most"/>: not even a large one is walked.</summary>
    public static int CountKeys(Reader reader, WorkspaceId workspace, int most) => reader.First<int>(
        "SELECT COUNT(*) FROM (SELECT number FROM api_keys WHERE workspace_id = @workspace AND status <> 2 LIMIT @most) k", new { workspace = workspace.Value, most });

    /// <summary>What workspaces cost on those UTC days, by number.</summary>
    public static IReadOnlyDictionary<int, long> Spend(Reader reader, IReadOnlyList<int> workspaces, long fromDay, long toDay) => workspaces.Count == 0 ? new Dictionary<int, long>() :
        reader.Query<(int Workspace, long Nanos)>(
            "SELECT workspace, SUM(cost_nanos) FROM workspace_daily WHERE bucket >= @fromDay AND bucket < @toDay AND workspace IN @workspaces GROUP BY workspace",
            new { fromDay, toDay, workspaces = workspaces.ToList() }).ToDictionary(row => row.Workspace, row => row.Nanos);
}
