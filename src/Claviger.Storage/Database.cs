using System.Data.Common;
using Claviger.Storage.Audit;
using Claviger.Storage.Dialects;
using Claviger.Storage.Usage;
using Dapper;

namespace Claviger.Storage;

/// <summary>The store: one writer at a time, in this process behind a gate and among all by the store itself; many readers.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _writerGate = new(1, 1);
    private readonly AsyncLocal<JointTransaction?> _joint = new();

    /// <summary>Number of the newest migration, which an open database has.</summary>
    public static int Schema { get; } = Migrator.Steps().Count;

    private Database(Dialect dialect, TimeProvider clock) => (Dialect, _clock) = (dialect, clock);

    /// <summary>SQLite: opens and migrates. A backup of the old file is made first when there is anything to migrate.</summary>
    /// <exception cref="StorageException">Not a Claviger database, made by a newer version, or the disk refuses.</exception>
    public static Database Open(string file, TimeProvider clock) => Ready(SqliteDialect.Open(file, clock), clock);

    /// <summary>PostgreSQL: connects and migrates. Several processes may have it open.</summary>
    /// <param name="connection">A <c>postgres://</c> address or the driver's own words. Never shown: it may hold a password.</param>
    /// <exception cref="StorageException">It can't be reached, isn't ours, was made by a newer version, or keeps no promise of durability.</exception>
    public static Database OpenPostgres(string connection, TimeProvider clock) => Ready(PostgresDialect.Open(connection), clock);

    internal Dialect Dialect { get; }

    public ChangeFeed Changes { get; } = new();

    /// <summary>Counts audit entries that this process has committed.</summary>
    public ChangeFeed Entries { get; } = new();

    /// <summary>Counts checkpoints that this process has stored.</summary>
    public ChangeFeed Checkpoints { get; } = new();

    /// <summary>Whether other processes may work on it too.</summary>
    public bool IsShared => Dialect.IsShared;

    /// <summary>How this process and a store that others change stand to each other.</summary>
    public StoreContact Contact => Dialect.Contact;

    /// <summary>Runs until stopped: tells <see cref="Changes"/> of what other processes commit.</summary>
    public Task FollowAsync(CancellationToken ct) => Dialect.FollowAsync(Changes, ct);

    /// <summary>Starts a change. Waits its turn; nothing else writes until it is disposed.</summary>
    public async Task<AdminTransaction> BeginAdminAsync(CancellationToken ct)
    {
        if (_joint.Value is { IsOpen: true } joint) return new AdminTransaction(joint);
        await _writerGate.WaitAsync(ct);
        try
        {
            return new AdminTransaction(Dialect, _clock, Changes, Entries, _writerGate);
        }
        catch
        {
            _writerGate.Release();
            throw;
        }
    }

    /// <summary>
    /// Several acts as one: every change and read that begins inside, on this path of execution, works in one transaction, which only the
    /// argument's commit makes real. So an act need not know whether it is done alone.
    /// </summary>
    public async Task<T> TogetherAsync<T>(Func<JointTransaction, Task<T>> acts, CancellationToken ct)
    {
        using var whole = await BeginAdminAsync(ct);
        var joint = new JointTransaction(whole);
        _joint.Value = joint;
        try
        {
            return await acts(joint);
        }
        finally
        {
            joint.End();
            _joint.Value = null;
        }
    }

    /// <summary>A read on a snapshot of its own. Dispose returns the connection to the pool.</summary>
    public Reader Read() => _joint.Value is { IsOpen: true } joint ? joint.Whole.Reader() : new(Dialect);

    /// <summary>
    /// One durable statement of the books (not of what is enforced, so without an audit entry): owned objects, batches. Must be one that
    /// changes nothing when it is made twice.
    /// </summary>
    internal Task WriteBooksAsync(string sql, object args, CancellationToken ct) =>
        WriteBooksAsync((connection, transaction) => connection.Execute(Dialect.Text(sql), args, transaction), ct);

    internal async Task<T> WriteBooksAsync<T>(Func<DbConnection, DbTransaction, T> work, CancellationToken ct)
    {
        await _writerGate.WaitAsync(ct);
        try
        {
            var writer = Dialect.OpenWriter();
            try
            {
                using var transaction = Dialect.BeginWrite(writer);
                var result = Dialect.Ask(() => work(writer, transaction));
                Dialect.Commit(writer, transaction, change: null);
                return result;
            }
            finally
            {
                Dialect.Release(writer);
            }
        }
        finally
        {
            _writerGate.Release();
        }
    }

    /// <summary>For the journal, which keeps prepared statements on a connection of its own but shares the one writer's turn.</summary>
    internal (BookConnection Connection, SemaphoreSlim Gate) OpenJournalWriter() => (Dialect.OpenBooks(), _writerGate);

    public async ValueTask DisposeAsync()
    {
        await _writerGate.WaitAsync();
        await Dialect.DisposeAsync();
        _writerGate.Dispose();
    }

    private static Database Ready(Dialect dialect, TimeProvider clock)
    {
        try
        {
            // Entries of a version without a tree are hashed here: SQL can't.
            var writer = dialect.OpenWriter();
            try
            {
                using var transaction = dialect.BeginWrite(writer);
                new AuditTreeWriter(writer, transaction).CatchUp();
                dialect.Commit(writer, transaction, change: null);
            }
            finally
            {
                dialect.Release(writer);
            }

            return new Database(dialect, clock);
        }
        catch
        {
            dialect.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }
}
