using Claviger.Core;
using Claviger.Core.Rates;

namespace Claviger.Storage.Rates;

/// <summary>Limits that workspaces were given by themselves, beside their tiers.</summary>
public static class WorkspaceRateLimitStore
{
    private const string Columns = "workspace_id AS WorkspaceId, group_id AS GroupId, limiter AS Limiter, value AS Value";

    /// <summary>For the snapshot.</summary>
    public static IReadOnlyList<WorkspaceRateLimit> All(Reader reader) =>
        reader.Query<Row>($"SELECT {Columns} FROM workspace_rate_limits").Select(row => row.ToLimit()).ToList();

    public static IReadOnlyList<WorkspaceRateLimit> Of(Reader reader, WorkspaceId workspace) =>
        reader.Query<Row>($"SELECT {Columns} FROM workspace_rate_limits WHERE workspace_id = @workspace", new { workspace = workspace.Value }).Select(row => row.ToLimit()).ToList();

    public static IReadOnlyList<WorkspaceRateLimit> Of(AdminTransaction tx, WorkspaceId workspace) =>
        tx.Query<Row>($"SELECT {Columns} FROM workspace_rate_limits WHERE workspace_id = @workspace", new { workspace = workspace.Value }).Select(row => row.ToLimit()).ToList();

    public static void Put(AdminTransaction tx, WorkspaceRateLimit limit, DateTimeOffset at) => tx.Execute(
        """
        INSERT INTO workspace_rate_limits (workspace_id, group_id, limiter, value, updated_at_ms) VALUES (@workspace, @group, @limiter, @value, @at)
        ON CONFLICT (workspace_id, group_id, limiter) DO UPDATE SET value = excluded.value, updated_at_ms = excluded.updated_at_ms
        """,
        new { workspace = limit.Workspace, group = limit.Group, limiter = (int)limit.Limiter, value = limit.Value, at = at.ToUnixTimeMilliseconds() });

    public static void Delete(AdminTransaction tx, WorkspaceId workspace, string group, LimiterType limiter) => tx.Execute(
        "DELETE FROM workspace_rate_limits WHERE workspace_id = @workspace AND group_id = @group AND limiter = @limiter",
        new { workspace = workspace.Value, group, limiter = (int)limiter });

    private sealed record Row
    {
        public string WorkspaceId { get; init; } = "";
        public string GroupId { get; init; } = "";
        public int Limiter { get; init; }
        public long Value { get; init; }

        public WorkspaceRateLimit ToLimit() => new(WorkspaceId, GroupId, (LimiterType)Limiter, Value);
    }
}
