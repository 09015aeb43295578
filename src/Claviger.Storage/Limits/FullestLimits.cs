using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>Monthly limits for forecasts, without reading those that are far from their caps.</summary>
public static class FullestLimits
{
    /// <summary>Numbers of the keys whose monthly limit is fullest, by what the books have posted to it in the month that began then.</summary>
    /// <param name="workspaces">Numbers; null: of all.</param>
    public static IReadOnlyList<int> OfKeys(Reader reader, OrganizationId organization, long monthMs, IReadOnlyList<int>? workspaces, int most) => reader.Query<int>(
        $"""
        SELECT l.scope_number FROM spend_limits l JOIN limit_shares s ON s.limit_number = l.number AND s.period_start_ms = @monthMs
        WHERE l.organization_id = @organization AND l.deleted_at_ms IS NULL AND l.scope_type = {(int)LimitScopeType.ApiKey} AND l.period = {(int)LimitPeriod.Monthly} AND l.amount_nanos IS NOT NULL
            {(workspaces is null ? "" : "AND l.scope_number IN (SELECT a.number FROM workspaces w JOIN api_keys a ON a.workspace_id = w.id WHERE w.number IN @workspaces)")}
        GROUP BY l.number, l.scope_number, l.amount_nanos
        ORDER BY SUM(s.posted_nanos) / (l.amount_nanos / 1000 + 1) DESC LIMIT @most
        """, new { organization = organization.Value, monthMs, workspaces = workspaces?.ToList(), most }).ToList();

    /// <summary>Of the organization, of every workspace, and of these keys.</summary>
    public static IReadOnlyList<SpendLimit> MonthlyOf(Reader reader, OrganizationId organization, IReadOnlyList<int> keys)
    {
        var ofKeys = keys.Count == 0 ? "" :
            $"""
            UNION ALL
            SELECT {SpendLimitRow.Columns} FROM spend_limits
            WHERE organization_id = @organization AND deleted_at_ms IS NULL AND period = {(int)LimitPeriod.Monthly} AND scope_type = {(int)LimitScopeType.ApiKey} AND scope_id IN (SELECT id FROM api_keys WHERE number IN @keys)
            """;
        var rows = reader.Query<SpendLimitRow>(
            $"""
            SELECT {SpendLimitRow.Columns} FROM spend_limits
            WHERE organization_id = @organization AND deleted_at_ms IS NULL AND period = {(int)LimitPeriod.Monthly} AND scope_type IN ({(int)LimitScopeType.Organization}, {(int)LimitScopeType.Workspace})
            {ofKeys}
            """, new { organization = organization.Value, keys = keys.ToList() }).ToList();
        return rows.Select(row => row.ToLimit(SpendGrantStore.Of(reader, row.Number))).ToList();
    }
}
