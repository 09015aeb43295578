using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>Requests of Claude Code by day, and which sessions there were: gathered over a batch, written with its sums.</summary>
internal sealed class ClaudeCodeWriter
{
    private readonly BookConnection _connection;
    private readonly PreparedStatement _daily;
    private readonly PreparedStatement _session;
    private readonly Dictionary<Place, Sum> _sums = [];
    private readonly HashSet<(Place Who, long Session)> _sessions = [];

    public ClaudeCodeWriter(BookConnection connection)
    {
        _connection = connection;
        _daily = connection.Prepare(
            """
            INSERT INTO claude_code_daily (bucket, workspace, key, owner, model, requests, input, cache_write, cache_read, output, cost_nanos)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT (bucket, workspace, key, owner, model) DO UPDATE SET
                requests = claude_code_daily.requests + excluded.requests, input = claude_code_daily.input + excluded.input,
                cache_write = claude_code_daily.cache_write + excluded.cache_write, cache_read = claude_code_daily.cache_read + excluded.cache_read,
                output = claude_code_daily.output + excluded.output, cost_nanos = claude_code_daily.cost_nanos + excluded.cost_nanos
            """);
        _session = connection.Prepare(
            "INSERT INTO claude_code_sessions (bucket, workspace, key, owner, session) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (bucket, workspace, key, owner, session) DO NOTHING");
    }

    public void Clear()
    {
        _sums.Clear();
        _sessions.Clear();
    }

    /// <summary>A record of a call that costs; nothing happens for another client's.</summary>
    public void Count(in UsageRecord record)
    {
        if (record.Session == ClaudeCodeSession.None) return;
        var place = new Place(record.AtMs / 86_400_000, record.Workspace, record.Key, record.Owner, record.Model);
        _sums.TryGetValue(place, out var sum);
        _sums[place] = sum.Plus(record);
        if (record.Session != ClaudeCodeSession.Unknown) _sessions.Add((place with { Model = 0 }, record.Session));
    }

    /// <summary>Leaves statements queued.</summary>
    public void Write()
    {
        foreach (var (place, sum) in _sums)
        {
            Bind(_daily, place);
            _daily.Bind(5, place.Model);
            _daily.Bind(6, sum.Requests);
            _daily.Bind(7, sum.Input);
            _daily.Bind(8, sum.CacheWrite);
            _daily.Bind(9, sum.CacheRead);
            _daily.Bind(10, sum.Output);
            _daily.Bind(11, sum.CostNanos);
            _connection.Queue(_daily);
        }

        foreach (var (who, session) in _sessions)
        {
            Bind(_session, who);
            _session.Bind(5, session);
            _connection.Queue(_session);
        }

        Clear();
    }

    private static void Bind(PreparedStatement statement, in Place place)
    {
        statement.Bind(1, place.Day);
        statement.Bind(2, place.Workspace);
        statement.Bind(3, place.Key);
        statement.Bind(4, place.Owner);
    }

    private readonly record struct Place(long Day, int Workspace, int Key, int Owner, int Model);

    private readonly record struct Sum(long Requests, long Input, long CacheWrite, long CacheRead, long Output, long CostNanos)
    {
        public Sum Plus(in UsageRecord record) => checked(new(
            Requests + 1, Input + record.Tokens.InputTokens, CacheWrite + record.Tokens.CacheWrite5mTokens + record.Tokens.CacheWrite1hTokens,
            CacheRead + record.Tokens.CacheReadTokens, Output + record.Tokens.OutputTokens, CostNanos + record.Cost.Nanos));
    }
}
