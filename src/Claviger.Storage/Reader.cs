using Dapper;
using Microsoft.Data.Sqlite;

namespace Claviger.Storage;

/// <summary>One pooled read connection, inside one read transaction: every query sees the same moment.</summary>
public sealed class Reader : IDisposable
{
    private readonly Database _database;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    internal Reader(Database database, SqliteConnection connection)
    {
        _database = database;
        _connection = connection;
        _transaction = connection.BeginTransaction(deferred: true);
    }

    internal IEnumerable<T> Query<T>(string sql, object? args = null) => _connection.Query<T>(sql, args, _transaction, buffered: true);

    internal T? First<T>(string sql, object? args = null) => _connection.QueryFirstOrDefault<T>(sql, args, _transaction);

    public void Dispose()
    {
        _transaction.Dispose();
        _database.Return(_connection);
    }
}
