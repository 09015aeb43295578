using System.Data.Common;
using Claviger.Storage.Dialects;
using Dapper;

namespace Claviger.Storage.Usage;

/// <summary>
/// The books' own connection. The busiest statements are prepared; the others go through Dapper, within the same transaction. For one thread
/// at a time, which has the process's turn to write.
/// </summary>
internal abstract class BookConnection(DbConnection connection) : IDisposable
{
    /// <summary>Rows that the last statement inserted, changed or deleted.</summary>
    public abstract int Changes { get; }

    /// <summary>Waits until nobody else writes.</summary>
    public abstract void Begin();

    /// <exception cref="CommitInDoubtException">The answer was lost.</exception>
    public abstract void Commit();

    /// <summary>Says nothing when there is nothing to undo, or nobody to undo it.</summary>
    public abstract void Rollback();

    /// <param name="sql">With parameters <c>?1</c>, <c>?2</c> …</param>
    public abstract PreparedStatement Prepare(string sql);

    /// <summary>
    /// Runs the statement as it is bound now, or at the next <see cref="Flush"/>, in order: where the store is a network away, one journey
    /// for all. Nothing else may be asked in between.
    /// </summary>
    public abstract void Queue(PreparedStatement statement);

    /// <summary>How many rows each statement queued since the last flush has changed. Valid until the next is queued.</summary>
    public abstract ReadOnlySpan<int> Flush();

    public T One<T>(string sql, object? args = null) => connection.QuerySingle<T>(Text(sql), args, Transaction);

    public T? First<T>(string sql, object? args = null) => connection.QueryFirstOrDefault<T>(Text(sql), args, Transaction);

    public IEnumerable<T> Query<T>(string sql, object? args = null) => connection.Query<T>(Text(sql), args, Transaction);

    public int Execute(string sql, object? args = null) => connection.Execute(Text(sql), args, Transaction);

    public virtual void Dispose() => connection.Dispose();

    /// <summary>The one text as this store takes it.</summary>
    protected virtual string Text(string sql) => sql;

    /// <summary>Null where the transaction is the connection's own affair.</summary>
    protected virtual DbTransaction? Transaction => null;
}
