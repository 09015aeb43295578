using Claviger.Core.Usage;
using Claviger.Storage.Usage;

namespace Claviger.Tests.Storage;

/// <summary>Rows and their sums alone, a transaction a call: no node, no leases.</summary>
internal sealed class RowBooks : IDisposable
{
    private readonly BookConnection _connection;
    private readonly UsageWriter _writer;

    public RowBooks(Store store)
    {
        _connection = new BookConnection(store.Raw());
        _writer = new UsageWriter(_connection);
    }

    public void Write(ReadOnlySpan<UsageRecord> records)
    {
        _connection.Begin();
        _writer.Clear();
        foreach (ref readonly var record in records) _writer.Insert(record);
        _writer.WriteSums();
        _connection.Commit();
    }

    public void Dispose() => _connection.Dispose();
}
