using System.Collections.Concurrent;
using System.Data.Common;
using Claviger.Storage.Usage;
using Microsoft.Data.Sqlite;

namespace Claviger.Storage.Dialects;

/// <summary>
/// SQLite: one writer, many readers. WAL, so that readers never wait for the writer; synchronous FULL, so that a commit that returned is on
/// the disk. SQLite makes things durable here, never FileStream.Flush (it hides failures of fsync).
/// </summary>
internal sealed class SqliteDialect : Dialect
{
    // busy_timeout comes first: the next pragmas may themselves meet a lock.
    private const string ReaderPragmas = "PRAGMA busy_timeout = 5000; PRAGMA query_only = 1; PRAGMA mmap_size = 268435456";
    private const string WriterPragmas =
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864";

    private readonly string _file;
    private readonly SqliteConnection _writer;
    private readonly ConcurrentBag<DbConnection> _readers = [];

    private SqliteDialect(string file, SqliteConnection writer) => (_file, _writer) = (file, writer);

    /// <summary>Opens and migrates. A backup of the old file is made first when there is anything to migrate.</summary>
    /// <exception cref="StorageException">Not a Claviger database, made by a newer version, or the disk refuses.</exception>
    public static SqliteDialect Open(string file, TimeProvider clock)
    {
        SqliteConnection? writer = null;
        try
        {
            CreateForOwnerOnly(file);
            // Checked on a connection that changes nothing: switching to WAL would already alter another program's file.
            using (var look = Connect(file, SqliteOpenMode.ReadWrite, "PRAGMA busy_timeout = 5000")) Migrator.Check(look, file);
            writer = Connect(file, SqliteOpenMode.ReadWrite, WriterPragmas);
            Migrator.Run(writer, file, clock);
            return new SqliteDialect(file, writer);
        }
        catch (Exception error)
        {
            writer?.Dispose();
            if (error is SqliteException or IOException or UnauthorizedAccessException) throw new StorageException($"database {file}: {error.Message}", error);
            throw;
        }
    }

    public override bool IsShared => false;

    public override DbConnection OpenReader() => _readers.TryTake(out var pooled) ? pooled : Connect(_file, SqliteOpenMode.ReadOnly, ReaderPragmas);

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override void Return(DbConnection reader) => _readers.Add(reader);

    public override DbConnection OpenWriter() => _writer;

    public override DbTransaction BeginWrite(DbConnection writer) => _writer.BeginTransaction(deferred: false);

    public override void Release(DbConnection writer)
    {
        // the one writer stays open
    }

    public override void Commit(DbConnection writer, DbTransaction transaction, long? change) => transaction.Commit();

    public override BookConnection OpenBooks() => new SqliteBooks(Connect(_file, SqliteOpenMode.ReadWrite, WriterPragmas));

    public override bool HasCommitted(CommitInDoubtException doubt) => throw new NotSupportedException("SQLite answers every commit");

    public override async ValueTask DisposeAsync()
    {
        while (_readers.TryTake(out var reader)) await reader.DisposeAsync();
        await _writer.DisposeAsync();
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
