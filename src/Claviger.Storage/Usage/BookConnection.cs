using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Claviger.Storage.Usage;

/// <summary>
/// The books' own connection. The busiest statements go through the bare SQLite interface, because ADO.NET boxes every number;
/// the others through Dapper, within the same transaction. For one thread at a time, which has the writer's turn.
/// </summary>
internal sealed class BookConnection(SqliteConnection connection) : IDisposable
{
    private readonly sqlite3 _db = connection.Handle!;
    private readonly List<PreparedStatement> _statements = [];

    /// <summary>Rows that the last statement inserted, changed or deleted.</summary>
    public int Changes => raw.sqlite3_changes(_db);

    public void Begin() => Run("BEGIN IMMEDIATE");

    public void Commit() => Run("COMMIT");

    /// <summary>Says nothing when there is nothing to undo: a full disk has rolled back by itself.</summary>
    public void Rollback() => raw.sqlite3_exec(_db, "ROLLBACK");

    public PreparedStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var statement));
        var prepared = new PreparedStatement(this, statement);
        _statements.Add(prepared);
        return prepared;
    }

    public T One<T>(string sql, object? args = null) => connection.QuerySingle<T>(sql, args);

    public T? First<T>(string sql, object? args = null) => connection.QueryFirstOrDefault<T>(sql, args);

    public IEnumerable<T> Query<T>(string sql, object? args = null) => connection.Query<T>(sql, args);

    public int Execute(string sql, object? args = null) => connection.Execute(sql, args);

    /// <exception cref="StorageException">With SQLite's message, unless all is well.</exception>
    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new StorageException($"usage books: {raw.sqlite3_errmsg(_db).utf8_to_string()} (SQLite {result}/{raw.sqlite3_extended_errcode(_db)})");
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        connection.Dispose();
    }

    private void Run(string sql) => Check(raw.sqlite3_exec(_db, sql));
}
