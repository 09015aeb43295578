using System.Runtime.InteropServices;
using Claviger.Storage.Usage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Claviger.Storage.Dialects;

/// <summary>The books in SQLite. The busiest statements go through its bare interface, because ADO.NET boxes every number.</summary>
internal sealed class SqliteBooks(SqliteConnection connection) : BookConnection(connection)
{
    private readonly sqlite3 _db = connection.Handle!;
    private readonly List<PreparedStatement> _statements = [];
    private readonly List<int> _changed = [];
    private bool _flushed;

    public override int Changes => raw.sqlite3_changes(_db);

    public override void Begin()
    {
        _changed.Clear();
        Run("BEGIN IMMEDIATE");
    }

    public override void Commit() => Run("COMMIT");

    /// <summary>A full disk has rolled back by itself.</summary>
    public override void Rollback() => raw.sqlite3_exec(_db, "ROLLBACK");

    public override PreparedStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var statement));
        var prepared = new SqliteStatement(this, statement);
        _statements.Add(prepared);
        return prepared;
    }

    public override void Queue(PreparedStatement statement)
    {
        if (_flushed) _changed.Clear();
        _flushed = false;
        statement.Run();
        _changed.Add(Changes);
    }

    public override ReadOnlySpan<int> Flush()
    {
        if (_flushed) _changed.Clear();
        _flushed = true;
        return CollectionsMarshal.AsSpan(_changed);
    }

    /// <exception cref="StorageException">With SQLite's message, unless all is well.</exception>
    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new StorageException($"usage books: {raw.sqlite3_errmsg(_db).utf8_to_string()} (SQLite {result}/{raw.sqlite3_extended_errcode(_db)})");
    }

    public override void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        base.Dispose();
    }

    private void Run(string sql) => Check(raw.sqlite3_exec(_db, sql));
}
