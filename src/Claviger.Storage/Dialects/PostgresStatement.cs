using Claviger.Storage.Usage;
using Npgsql;

namespace Claviger.Storage.Dialects;

/// <summary>A statement of the books. The driver prepares it by itself when it is seen again.</summary>
internal sealed class PostgresStatement(PostgresBooks books, NpgsqlConnection connection, string sql) : PreparedStatement
{
    private readonly NpgsqlCommand _command = new(sql, connection);
    private readonly List<NpgsqlBatchCommand> _copies = []; // kept for the next batch: a row has sixteen parameters
    private int _used;
    private NpgsqlDataReader? _rows;

    public override void Bind(int index, long value) => Parameter<long>(index).TypedValue = value;

    public override void Bind(int index, ReadOnlySpan<byte> value) => Parameter<byte[]>(index).TypedValue = value.ToArray();

    public override void Run() => books.LastChanged = Math.Max(0, _command.ExecuteNonQuery());

    public override bool Next()
    {
        _rows ??= _command.ExecuteReader();
        if (_rows.Read()) return true;
        Reset();
        return false;
    }

    public override long Column(int index) => _rows!.GetInt64(index);

    public override void Reset()
    {
        _rows?.Dispose();
        _rows = null;
    }

    /// <summary>As it is bound now, to travel with others.</summary>
    public NpgsqlBatchCommand Copy()
    {
        if (_used == _copies.Count) _copies.Add(new NpgsqlBatchCommand(sql));
        var copy = _copies[_used++];
        var parameters = copy.Parameters;
        for (var i = 0; i < _command.Parameters.Count; i++)
        {
            if (_command.Parameters[i] is NpgsqlParameter<long> number)
            {
                if (i == parameters.Count) parameters.Add(new NpgsqlParameter<long>());
                ((NpgsqlParameter<long>)parameters[i]).TypedValue = number.TypedValue;
            }
            else
            {
                if (i == parameters.Count) parameters.Add(new NpgsqlParameter<byte[]>());
                ((NpgsqlParameter<byte[]>)parameters[i]).TypedValue = ((NpgsqlParameter<byte[]>)_command.Parameters[i]).TypedValue;
            }
        }

        return copy;
    }

    /// <summary>After its copies have travelled.</summary>
    public void Recycle() => _used = 0;

    public override void Dispose()
    {
        Reset();
        _command.Dispose();
    }

    private NpgsqlParameter<T> Parameter<T>(int index)
    {
        while (_command.Parameters.Count < index) _command.Parameters.Add(new NpgsqlParameter<T>());
        if (_command.Parameters[index - 1] is NpgsqlParameter<T> parameter) return parameter;
        var other = new NpgsqlParameter<T>();
        _command.Parameters[index - 1] = other;
        return other;
    }
}
