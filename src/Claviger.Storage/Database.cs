using System.Collections.Concurrent;
using Claviger.Storage.Audit;
using Microsoft.Data.Sqlite;

namespace Claviger.Storage;

/// <summary>
/// SQLite: one writer behind a gate, many readers. WAL, so that readers never wait for the writer; synchronous FULL, so that
/// a commit that returned is on the disk. SQLite makes things durable here, never FileStream.Flush (it hides failures of fsync).
/// </summary>
public sealed class Database : IAsyncDisposable
{
    // busy_timeout comes first: the next pragmas may themselves meet a lock.
    private const string ReaderPragmas = "PRAGMA busy_timeout = 5000; PRAGMA query_only = 1; PRAGMA mmap_size = 268435456";
    private const string WriterPragmas =
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864";

    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _writerGate = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    private Database(string file, TimeProvider clock, SqliteConnection writer) => (_file, _clock, _writer) = (file, clock, writer);

    /// <summary>Opens and migrates. A backup of the old file is made first when there is anything to migrate.</summary>
    /// <exception cref="StorageException">Not a Claviger database, made by a newer version, or the disk refuses.</exception>
    public static Database Open(string file, TimeProvider clock)
    {
        SqliteConnection? writer = null;
        try
        {
            CreateForOwnerOnly(file);
            // Checked on a connection that changes nothing: switching to WAL would already alter another program's file.
            using (var look = Connect(file, SqliteOpenMode.ReadWrite, "PRAGMA busy_timeout = 5000")) Migrator.Check(look, file);
            writer = Connect(file, SqliteOpenMode.ReadWrite, WriterPragmas);
            Migrator.Run(writer, file, clock);
            IntegrateAudit(writer);
            return new Database(file, clock, writer);
        }
        catch (Exception error)
        {
            writer?.Dispose();
            if (error is SqliteException or IOException or UnauthorizedAccessException) throw new StorageException($"database {file}: {error.Message}", error);
            throw;
        }
    }

    public ChangeFeed Changes { get; } = new();

    /// <summary>Counts audit entries that this process has committed.</summary>
    public ChangeFeed Entries { get; } = new();

    /// <summary>Counts checkpoints that this process has stored.</summary>
    public ChangeFeed Checkpoints { get; } = new();

    /// <summary>Starts a change. Waits its turn; nothing else writes until it is disposed.</summary>
    public async Task<AdminTransaction> BeginAdminAsync(CancellationToken ct)
    {
        await _writerGate.WaitAsync(ct);
        try
        {
            return new AdminTransaction(_writer, _clock, Changes, Entries, _writerGate);
        }
        catch
        {
            _writerGate.Release();
            throw;
        }
    }

    /// <summary>A read on a snapshot of its own. Dispose returns the connection to the pool.</summary>
    public Reader Read() => new(this, _readers.TryTake(out var pooled) ? pooled : Connect(_file, SqliteOpenMode.ReadOnly, ReaderPragmas));

    /// <summary>
    /// One durable statement of the books (not of what is enforced, so without an audit entry): owned objects, batches.
    /// </summary>
    internal async Task WriteBooksAsync(string sql, object args, CancellationToken ct)
    {
        await _writerGate.WaitAsync(ct);
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            Dapper.SqlMapper.Execute(_writer, sql, args, transaction);
            transaction.Commit();
        }
        finally
        {
            _writerGate.Release();
        }
    }

    /// <summary>For the journal, which keeps prepared statements on a connection of its own but shares the one writer's turn.</summary>
    internal (SqliteConnection Connection, SemaphoreSlim Gate) OpenJournalWriter() => (Connect(_file, SqliteOpenMode.ReadWrite, WriterPragmas), _writerGate);

    internal void Return(SqliteConnection reader) => _readers.Add(reader);

    public async ValueTask DisposeAsync()
    {
        await _writerGate.WaitAsync();
        while (_readers.TryTake(out var reader)) await reader.DisposeAsync();
        await _writer.DisposeAsync();
        _writerGate.Dispose();
    }

    private static void IntegrateAudit(SqliteConnection writer)
    {
        using var transaction = writer.BeginTransaction(deferred: false);
        new AuditTreeWriter(writer, transaction).CatchUp();
        transaction.Commit();
    }

    /// <summary>SQLite makes files that anyone may read, and gives its WAL the database's mode.</summary>
    private static void CreateForOwnerOnly(string file)
    {
        if (File.Exists(file)) return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var empty = new FileStream(file, options);
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode, string settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = settings;
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
