namespace Claviger.Storage.Usage;

/// <summary>What Claude Code did on a day, by actor: a member by all their keys, every other key by itself.</summary>
public static class ClaudeCodeStore
{
    // A member who left is still named: the row stays.
    private const string Actors =
        """
        LEFT JOIN api_keys k ON k.number = c.key
        LEFT JOIN principals p ON p.number = c.owner AND p.type = 'user'
        LEFT JOIN members m ON m.id = p.id
        """;

    /// <param name="day">UTC days since 1970.</param>
    /// <param name="workspaces">Numbers to keep; null: all.</param>
    /// <returns>In order of <see cref="ClaudeCodeRow.Actor"/>, then of the model's number.</returns>
    public static IReadOnlyList<ClaudeCodeRow> Read(Reader reader, long day, IReadOnlyList<int>? workspaces) => reader.Query<ClaudeCodeRow>(
        $"""
        SELECT m.id AS MemberId, m.email AS Email, CASE WHEN m.id IS NULL THEN k.id END AS KeyId, CASE WHEN m.id IS NULL THEN k.name END AS KeyName, c.model AS Model,
            SUM(c.requests) AS Requests, SUM(c.input) AS Input, SUM(c.cache_write) AS CacheWrite, SUM(c.cache_read) AS CacheRead, SUM(c.output) AS Output, SUM(c.cost_nanos) AS CostNanos
        FROM claude_code_daily c {Actors}
        WHERE c.bucket = @day{Where(workspaces)}
        GROUP BY m.id, m.email, CASE WHEN m.id IS NULL THEN k.id END, CASE WHEN m.id IS NULL THEN k.name END, c.model
        """, new { day, workspaces }).OrderBy(row => row.Actor, StringComparer.Ordinal).ThenBy(row => row.Model).ToList();

    /// <summary>Sessions by <see cref="ClaudeCodeRow.Actor"/>; one that used two keys of a member counts once.</summary>
    public static IReadOnlyDictionary<string, long> Sessions(Reader reader, long day, IReadOnlyList<int>? workspaces) => reader.Query<(string Actor, long Count)>(
        $"""
        SELECT COALESCE(m.id, k.id, '') AS Actor, COUNT(DISTINCT c.session) AS Count FROM claude_code_sessions c {Actors}
        WHERE c.bucket = @day{Where(workspaces)} GROUP BY COALESCE(m.id, k.id, '')
        """, new { day, workspaces }).ToDictionary(row => row.Actor, row => row.Count, StringComparer.Ordinal);

    private static string Where(IReadOnlyList<int>? workspaces) => workspaces is null ? "" : " AND c.workspace IN @workspaces";
}
