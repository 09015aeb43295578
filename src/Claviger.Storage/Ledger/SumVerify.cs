using System.Buffers.Binary;
using Claviger.Core.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>One table of sums against the rows they sum, a bucket at a time: the store groups both sides and only differences come out.</summary>
internal sealed class SumVerify(Reader reader, string table, LedgerDifferenceKind kind, long widthMs)
{
    private static readonly string[] Figures = ["requests", "input", "cache_write5m", "cache_write1h", "cache_read", "output", "web_search", "cost_nanos"];

    private readonly string _sql = Compare(table);

    /// <param name="counted">Told of each bucket's rows and sums.</param>
    public IEnumerable<LedgerDifference> Run(Action<long, long> counted)
    {
        for (var bucket = Next(-1); bucket is not null; bucket = Next(bucket.Value))
        {
            var args = new { bucket, width = widthMs, low = IdsFrom(bucket.Value), high = IdsFrom(bucket.Value + 1) };
            counted(
                reader.First<long>("SELECT COUNT(*) FROM usage WHERE request_id >= @low AND request_id < @high", args),
                reader.First<long>($"SELECT COUNT(*) FROM {table} WHERE bucket = @bucket", args));
            var at = DateTimeOffset.FromUnixTimeMilliseconds(bucket.Value * widthMs);
            foreach (IDictionary<string, object> row in reader.Query<dynamic>(_sql, args))
                foreach (var figure in Figures)
                    if (Convert.ToInt64(row["expected_" + figure]) is var expected && Convert.ToInt64(row["found_" + figure]) is var found && expected != found)
                        yield return new LedgerDifference(
                            kind, $"{at:yyyy-MM-dd'T'HH:mm'Z'} workspace {row["workspace"]} key {row["key"]} owner {row["owner"]} model {row["model"]} variant {row["variant"]}",
                            figure, expected, found);
        }
    }

    /// <summary>The next bucket that has rows or sums; null after the last.</summary>
    private long? Next(long after)
    {
        var ofSums = reader.First<long?>($"SELECT MIN(bucket) FROM {table} WHERE bucket > @after", new { after });
        var first = reader.First<byte[]>("SELECT request_id FROM usage WHERE request_id >= @low ORDER BY request_id LIMIT 1", new { low = IdsFrom(after + 1) });
        // By its id and not its at_ms: the id is what rows are sought by.
        var ofRows = first is null ? (long?)null : RequestIds.AtMs(BinaryPrimitives.ReadUInt128BigEndian(first)) / widthMs;
        return ofSums is null || ofRows < ofSums ? ofRows : ofSums;
    }

    private byte[] IdsFrom(long bucket) => SpentSum.IdBytes(bucket * widthMs);

    private static string Compare(string table)
    {
        var rows = string.Join(", ", Figures.Select(figure => $"{(figure == "requests" ? "1" : figure)} AS e_{figure}, 0 AS f_{figure}"));
        var sums = string.Join(", ", Figures.Select(figure => $"0, {figure}"));
        var totals = string.Join(", ", Figures.Select(figure => $"SUM(e_{figure}) AS expected_{figure}, SUM(f_{figure}) AS found_{figure}"));
        var differs = string.Join(" OR ", Figures.Select(figure => $"SUM(e_{figure}) <> SUM(f_{figure})"));
        return
            $"""
            SELECT workspace, key, owner, model, variant, {totals} FROM (
                SELECT workspace, key, owner, model, variant, {rows} FROM usage
                WHERE request_id >= @low AND request_id < @high AND at_ms / @width = @bucket AND outcome <> 6
                UNION ALL SELECT workspace, key, owner, model, variant, {sums} FROM {table} WHERE bucket = @bucket) AS both_sides
            GROUP BY workspace, key, owner, model, variant HAVING {differs}
            """;
    }
}
