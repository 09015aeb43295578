namespace Claviger.Storage.Usage;

/// <summary>The columns of sums, in the order in which they are bound.</summary>
internal static class SumColumns
{
    public static readonly string[] Figures = ["requests", "input", "cache_write5m", "cache_write1h", "cache_read", "output", "web_search", "cost_nanos"];

    public static readonly string[] Parts = ["input_nanos", "cache_write5m_nanos", "cache_write1h_nanos", "cache_read_nanos", "output_nanos", "web_search_nanos"];

    public static string Add(string table, string[] by, string[] figures) =>
        $"""
        INSERT INTO {table} ({string.Join(", ", by)}, {string.Join(", ", figures)})
        VALUES ({string.Join(", ", Enumerable.Range(1, by.Length + figures.Length).Select(i => $"?{i}"))})
        ON CONFLICT ({string.Join(", ", by)}) DO UPDATE SET
            {string.Join(", ", figures.Select(column => $"{column} = {table}.{column} + excluded.{column}"))}
        """;

    public static void Bind(PreparedStatement statement, int first, in UsageSum sum, bool parts)
    {
        statement.Bind(first, sum.Requests);
        statement.Bind(first + 1, sum.Input);
        statement.Bind(first + 2, sum.Write5m);
        statement.Bind(first + 3, sum.Write1h);
        statement.Bind(first + 4, sum.Read);
        statement.Bind(first + 5, sum.Output);
        statement.Bind(first + 6, sum.Search);
        statement.Bind(first + 7, sum.CostNanos);
        if (!parts) return;
        statement.Bind(first + 8, sum.Parts.Input);
        statement.Bind(first + 9, sum.Parts.CacheWrite5m);
        statement.Bind(first + 10, sum.Parts.CacheWrite1h);
        statement.Bind(first + 11, sum.Parts.CacheRead);
        statement.Bind(first + 12, sum.Parts.Output);
        statement.Bind(first + 13, sum.Parts.WebSearch);
    }
}
