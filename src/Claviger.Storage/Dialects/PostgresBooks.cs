using System.Data;
using System.Data.Common;
using Claviger.Storage.Usage;
using Npgsql;

namespace Claviger.Storage.Dialects;

/// <summary>The books in PostgreSQL. Statements that are queued travel together.</summary>
internal sealed class PostgresBooks(NpgsqlConnection connection, long turn) : BookConnection(connection)
{
    private readonly List<PostgresStatement> _statements = [];
    private readonly NpgsqlBatch _batch = new(connection);
    private readonly NpgsqlCommand _take = new("SELECT pg_advisory_xact_lock($1), pg_current_xact_id()::text", connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = turn } } };
    private int[] _changed = new int[64];
    private NpgsqlTransaction? _transaction;
    private string _id = "";

    public override int Changes => LastChanged;

    internal int LastChanged { get; set; }

    public override void Begin()
    {
        _transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        using var answer = _take.ExecuteReader();
        answer.Read();
        _id = answer.GetString(1);
    }

    public override void Commit()
    {
        try
        {
            _transaction!.Commit();
        }
        catch (Exception error)
        {
            throw new CommitInDoubtException(_id, error);
        }
        finally
        {
            Forget();
        }
    }

    public override void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException or TimeoutException)
        {
            // The server undoes it by itself when the connection is gone; the error that matters is the one before.
        }
        finally
        {
            Forget();
        }
    }

    public override PreparedStatement Prepare(string sql)
    {
        var prepared = new PostgresStatement(this, connection, PostgresSql.Statement(sql));
        _statements.Add(prepared);
        return prepared;
    }

    public override void Queue(PreparedStatement statement) => _batch.BatchCommands.Add(((PostgresStatement)statement).Copy());

    public override ReadOnlySpan<int> Flush()
    {
        var commands = _batch.BatchCommands;
        var count = commands.Count;
        if (count == 0) return [];
        _batch.Transaction = _transaction;
        _batch.ExecuteNonQuery();
        if (_changed.Length < count) _changed = new int[Math.Max(count, 2 * _changed.Length)];
        for (var i = 0; i < count; i++) _changed[i] = commands[i].RecordsAffected;
        commands.Clear();
        foreach (var statement in _statements) statement.Recycle();
        return _changed.AsSpan(0, count);
    }

    public override void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _batch.Dispose();
        _take.Dispose();
        base.Dispose();
    }

    protected override string Text(string sql) => PostgresSql.Statement(sql);

    protected override DbTransaction? Transaction => _transaction;

    private void Forget()
    {
        _transaction?.Dispose();
        _transaction = null;
    }
}
