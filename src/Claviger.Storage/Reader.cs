using System.Data.Common;
using Claviger.Storage.Dialects;
using Dapper;

namespace Claviger.Storage;

/// <summary>One pooled read connection, inside one read transaction: every query sees the same moment.</summary>
public sealed class Reader : IDisposable
{
    private readonly Dialect _dialect;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly bool _isBorrowed;

    internal Reader(Dialect dialect)
    {
        _dialect = dialect;
        _connection = dialect.OpenReader();
        try
        {
            _transaction = dialect.BeginRead(_connection);
        }
        catch
        {
            dialect.Return(_connection);
            throw;
        }
    }

    /// <summary>Inside somebody else's transaction: sees what that has written, and ends with it.</summary>
    internal Reader(Dialect dialect, DbConnection connection, DbTransaction transaction) => (_dialect, _connection, _transaction, _isBorrowed) = (dialect, connection, transaction, true);

    internal IEnumerable<T> Query<T>(string sql, object? args = null) => _dialect.Ask(() => _connection.Query<T>(_dialect.Text(sql), args, _transaction, buffered: true));

    internal T? First<T>(string sql, object? args = null) => _dialect.Ask(() => _connection.QueryFirstOrDefault<T>(_dialect.Text(sql), args, _transaction));

    public void Dispose()
    {
        if (_isBorrowed) return;
        try
        {
            _transaction.Dispose();
        }
        finally
        {
            _dialect.Return(_connection);
        }
    }
}
