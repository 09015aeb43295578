using SQLitePCL;

namespace Claviger.Storage.Usage;

/// <summary>
/// A statement that runs row after row. SQLite keeps what was bound, and neighbours in a batch agree in most columns, so only a
/// number that differs from the row before is bound again: each call costs a lock of the connection and two of the handle.
/// </summary>
internal sealed class PreparedStatement(sqlite3_stmt statement) : IDisposable
{
    private readonly long?[] _bound = new long?[1 + raw.sqlite3_bind_parameter_count(statement)];

    public void Bind(int index, long value)
    {
        if (_bound[index] == value) return;
        raw.sqlite3_bind_int64(statement, index, value);
        _bound[index] = value;
    }

    public void Bind(int index, ReadOnlySpan<byte> value) => raw.sqlite3_bind_blob(statement, index, value);

    /// <returns>SQLITE_OK, or what went wrong.</returns>
    public int Step()
    {
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        return result == raw.SQLITE_DONE ? raw.SQLITE_OK : result;
    }

    public void Dispose() => statement.Dispose();
}
