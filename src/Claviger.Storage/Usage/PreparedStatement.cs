using SQLitePCL;

namespace Claviger.Storage.Usage;

/// <summary>
/// A statement that runs row after row. SQLite keeps what was bound, and neighbours in a batch agree in most columns, so only a
/// number that differs from the row before is bound again: each call costs a lock of the connection and two of the handle.
/// </summary>
internal sealed class PreparedStatement(BookConnection connection, sqlite3_stmt statement) : IDisposable
{
    private readonly long?[] _bound = new long?[1 + raw.sqlite3_bind_parameter_count(statement)];

    public void Bind(int index, long value)
    {
        if (_bound[index] == value) return;
        raw.sqlite3_bind_int64(statement, index, value);
        _bound[index] = value;
    }

    public void Bind(int index, ReadOnlySpan<byte> value) => raw.sqlite3_bind_blob(statement, index, value);

    /// <summary>For a statement that answers no rows.</summary>
    /// <exception cref="StorageException">It failed.</exception>
    public void Run()
    {
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) connection.Check(result);
    }

    /// <summary>The next row, to be read with <see cref="Column"/>; false after the last. <see cref="Reset"/> when no more is wanted.</summary>
    /// <exception cref="StorageException">It failed.</exception>
    public bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) connection.Check(result);
        return false;
    }

    public long Column(int index) => raw.sqlite3_column_int64(statement, index);

    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();
}
