using System.Data.Common;
using Claviger.Core.Audit;
using Claviger.Storage.Audit;
using Claviger.Storage.Dialects;
using Dapper;

namespace Claviger.Storage;

/// <summary>
/// A change to what the gateway enforces. The only commit takes the audit entry, so that no change can be without one;
/// disposing without a commit undoes everything.
/// </summary>
public sealed class AdminTransaction : IDisposable
{
    private readonly Dialect _dialect;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly TimeProvider _clock;
    private readonly ChangeFeed _changes;
    private readonly ChangeFeed _entries;
    private readonly SemaphoreSlim _gate;
    private readonly JointTransaction? _joint;
    private bool _disposed;

    internal AdminTransaction(Dialect dialect, TimeProvider clock, ChangeFeed changes, ChangeFeed entries, SemaphoreSlim gate)
    {
        _dialect = dialect;
        _clock = clock;
        _changes = changes;
        _entries = entries;
        _gate = gate;
        _connection = dialect.OpenWriter();
        try
        {
            _transaction = dialect.BeginWrite(_connection);
        }
        catch
        {
            dialect.Release(_connection);
            throw;
        }

        Tree = new AuditTreeWriter(_connection, _transaction);
    }

    /// <summary>One act among several: its commit waits for theirs.</summary>
    internal AdminTransaction(JointTransaction joint)
    {
        var whole = joint.Whole;
        (_dialect, _clock, _changes, _entries, _gate, _connection, _transaction, _joint) =
            (whole._dialect, whole._clock, whole._changes, whole._entries, whole._gate, whole._connection, whole._transaction, joint);
        Tree = whole.Tree;
    }

    internal AuditTreeWriter Tree { get; }

    /// <summary>A reader that sees what this has written.</summary>
    internal Reader Reader() => new(_dialect, _connection, _transaction);

    /// <summary>
    /// Commits, lets the next writer in, and gives the change's number: when a node's snapshot has reached it, the node enforces
    /// this change. Waiting for the snapshot with the writer's turn in hand would stop the usage books meanwhile.
    /// </summary>
    /// <exception cref="StoreAwayException">The store went away; the message says whether the change may have been made.</exception>
    public long Commit(params ReadOnlySpan<AuditEntry> entries)
    {
        if (Joins(entries)) return 0;
        var atMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var sequence = Append(entries, atMs);
        var change = One<long>(
            "INSERT INTO changes (number, at_ms, audit_sequence) SELECT COALESCE(MAX(number), 0) + 1, @atMs, @sequence FROM changes RETURNING number",
            new { atMs, sequence });
        _dialect.Commit(_connection, _transaction, change);
        Dispose();
        _entries.Add(entries.Length);
        _changes.Announce(change);
        return change;
    }

    /// <summary>
    /// Commits what no snapshot holds, such as the entry of a read: nothing that is enforced has changed, so no node builds anew. Otherwise
    /// whoever reads the log every second would make every node rebuild its policy every second.
    /// </summary>
    public void Record(params ReadOnlySpan<AuditEntry> entries)
    {
        if (Joins(entries)) return;
        Append(entries, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        _dialect.Commit(_connection, _transaction, change: null);
        Dispose();
        _entries.Add(entries.Length);
    }

    /// <summary>
    /// Number of the newest change as this transaction sees it: what an act that finds its work already done waits for, because
    /// whoever did it may not have it in force yet. Read from the store, because a commit is announced after the next writer is in.
    /// </summary>
    public long NewestChange() => One<long>("SELECT COALESCE(MAX(number), 0) FROM changes");

    /// <summary>Every snapshot has reached change 0: nothing of a joint transaction is in force before its own commit.</summary>
    private bool Joins(ReadOnlySpan<AuditEntry> entries)
    {
        if (_joint is null) return false;
        if (entries.IsEmpty) throw new ArgumentException("a change without an audit entry is never committed", nameof(entries));
        _joint.Add(entries);
        return true;
    }

    private long Append(ReadOnlySpan<AuditEntry> entries, long atMs)
    {
        if (entries.IsEmpty) throw new ArgumentException("a change without an audit entry is never committed", nameof(entries));
        long sequence = 0;
        foreach (var entry in entries) sequence = AuditStore.Append(this, entry, atMs);
        return sequence;
    }

    internal T One<T>(string sql, object? args = null) => _dialect.Ask(() => _connection.QuerySingle<T>(_dialect.Text(sql), args, _transaction));

    internal T? First<T>(string sql, object? args = null) => _dialect.Ask(() => _connection.QueryFirstOrDefault<T>(_dialect.Text(sql), args, _transaction));

    internal IEnumerable<T> Query<T>(string sql, object? args = null) => _dialect.Ask(() => _connection.Query<T>(_dialect.Text(sql), args, _transaction));

    internal int Execute(string sql, object? args = null) => _dialect.Ask(() => _connection.Execute(_dialect.Text(sql), args, _transaction));

    public void Dispose()
    {
        if (_disposed || _joint is not null) return;
        _disposed = true;
        try
        {
            _transaction.Dispose();
        }
        finally
        {
            _dialect.Release(_connection);
            _gate.Release();
        }
    }
}
