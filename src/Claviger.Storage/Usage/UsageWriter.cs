using System.Buffers.Binary;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>Writes usage rows and the hourly and daily sums that follow from them, within the transaction of its connection.</summary>
internal sealed class UsageWriter
{
    private readonly BookConnection _connection;
    private readonly PreparedStatement _insert;
    private readonly PreparedStatement _hourly;
    private readonly PreparedStatement _daily;
    private readonly CoarseSums _coarse;
    private readonly ClaudeCodeWriter _claudeCode;
    private readonly CostSplitter? _costs;
    private readonly Dictionary<UsageSumKey, UsageSum> _sums = [];

    /// <param name="costs">Null: all cost of the daily sums stays unattributed.</param>
    public UsageWriter(BookConnection connection, CostSplitter? costs = null)
    {
        _costs = costs;
        _connection = connection;
        _claudeCode = new ClaudeCodeWriter(connection);
        _insert = connection.Prepare(
            """
            INSERT INTO usage (request_id, at_ms, workspace, key, model, outcome, status, variant,
                               input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos, owner)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) ON CONFLICT (request_id) DO NOTHING
            """);
        string[] by = ["bucket", "workspace", "key", "owner", "model", "variant"];
        _hourly = connection.Prepare(SumColumns.Add("usage_hourly", by, SumColumns.Figures));
        _daily = connection.Prepare(SumColumns.Add("usage_daily", by, [.. SumColumns.Figures, .. SumColumns.Parts]));
        _coarse = new CoarseSums(connection);
    }

    /// <summary>At the beginning of a transaction: what one that failed had gathered is forgotten.</summary>
    public void Clear()
    {
        _sums.Clear();
        _coarse.Clear();
        _claudeCode.Clear();
    }

    /// <summary>Whether each is new in the books: one whose id is in them already changes nothing, no sums either. Valid until the next call.</summary>
    public ReadOnlySpan<int> Insert(ReadOnlySpan<UsageRecord> records)
    {
        foreach (ref readonly var record in records) Queue(record);
        var isNew = _connection.Flush();
        for (var i = 0; i < records.Length; i++)
            if (isNew[i] != 0 && records[i].Outcome != UsageOutcome.Free) Sum(records[i]);
        return isNew;
    }

    /// <summary>Adds the rows inserted since <see cref="Clear"/> to the sums.</summary>
    public void WriteSums()
    {
        foreach (var (key, sum) in _sums) Add(_hourly, key.Hour, key, sum, parts: false);
        // Few distinct days in a batch, so adding hour by hour costs nothing.
        foreach (var (key, sum) in _sums)
        {
            Add(_daily, key.Hour / 24, key, sum, parts: true);
            _coarse.Add(key, sum);
        }

        _coarse.Write();
        _claudeCode.Write();
        _connection.Flush();
        _sums.Clear();
    }

    private void Queue(in UsageRecord record)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(id, record.RequestId);
        _insert.Bind(1, id);
        _insert.Bind(2, record.AtMs);
        _insert.Bind(3, record.Workspace);
        _insert.Bind(4, record.Key);
        _insert.Bind(5, record.Model);
        _insert.Bind(6, (int)record.Outcome);
        _insert.Bind(7, record.Status);
        _insert.Bind(8, UsageVariant.Of(record.Tokens).Pack());
        _insert.Bind(9, record.Tokens.InputTokens);
        _insert.Bind(10, record.Tokens.CacheWrite5mTokens);
        _insert.Bind(11, record.Tokens.CacheWrite1hTokens);
        _insert.Bind(12, record.Tokens.CacheReadTokens);
        _insert.Bind(13, record.Tokens.OutputTokens);
        _insert.Bind(14, record.Tokens.WebSearchRequests);
        _insert.Bind(15, record.Cost.Nanos);
        _insert.Bind(16, record.Owner);
        _connection.Queue(_insert);
    }

    private void Sum(in UsageRecord record)
    {
        var key = UsageSumKey.Of(record);
        _sums.TryGetValue(key, out var sum);
        _sums[key] = sum.Plus(record, _costs?.Split(record) ?? default);
        _claudeCode.Count(record);
    }

    private void Add(PreparedStatement statement, long bucket, in UsageSumKey key, in UsageSum sum, bool parts)
    {
        statement.Bind(1, bucket);
        statement.Bind(2, key.Workspace);
        statement.Bind(3, key.Key);
        statement.Bind(4, key.Owner);
        statement.Bind(5, key.Model);
        statement.Bind(6, key.Variant);
        SumColumns.Bind(statement, 7, sum, parts);
        _connection.Queue(statement);
    }
}
