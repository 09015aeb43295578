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
        _connection = store.Database.OpenJournalWriter().Connection;
        _writer = new UsageWriter(_connection);
    }

    public void Write(ReadOnlySpan<UsageRecord> records)
    {
        _connection.Begin();
        _writer.Clear();
        _writer.Insert(records);
        _writer.WriteSums();
        _connection.Commit();
    }

    public void Dispose() => _connection.Dispose();
}
