using Claviger.Storage.Usage;
using SQLitePCL;

namespace Claviger.Storage.Dialects;

/// <summary>
/// SQLite keeps what was bound, and neighbours in a batch agree in most columns, so only a number that differs from the row before is
/// bound again: each call costs a lock of the connection and two of the handle.
/// </summary>
internal sealed class SqliteStatement(SqliteBooks connection, sqlite3_stmt statement) : PreparedStatement
{
    private readonly long?[] _bound = new long?[1 + raw.sqlite3_bind_parameter_count(statement)];

    public override void Bind(int index, long value)
    {
        if (_bound[index] == value) return;
        raw.sqlite3_bind_int64(statement, index, value);
        _bound[index] = value;
    }

    public override void Bind(int index, ReadOnlySpan<byte> value) => raw.sqlite3_bind_blob(statement, index, value);

    /// <exception cref="StorageException">It failed.</exception>
    public override void Run()
    {
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) connection.Check(result);
    }

    /// <exception cref="StorageException">It failed.</exception>
    public override bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) connection.Check(result);
        return false;
    }

    public override long Column(int index) => raw.sqlite3_column_int64(statement, index);

    public override void Reset() => raw.sqlite3_reset(statement);

    public override void Dispose() => statement.Dispose();
}
