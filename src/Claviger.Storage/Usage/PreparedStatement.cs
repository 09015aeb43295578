namespace Claviger.Storage.Usage;

/// <summary>A statement that runs row after row. What was bound stays bound.</summary>
internal abstract class PreparedStatement : IDisposable
{
    public abstract void Bind(int index, long value);

    public abstract void Bind(int index, ReadOnlySpan<byte> value);

    /// <summary>For a statement that answers no rows.</summary>
    public abstract void Run();

    /// <summary>The next row, to be read with <see cref="Column"/>; false after the last. <see cref="Reset"/> when no more is wanted.</summary>
    public abstract bool Next();

    public abstract long Column(int index);

    public abstract void Reset();

    public abstract void Dispose();
}
