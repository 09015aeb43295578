using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>
/// This start's right to write. A start takes the next epoch; every transaction of the books looks whether it is still the newest, so that a
/// process that slept while another took over can't write under leases that were settled without it.
/// </summary>
internal sealed class NodeEpoch
{
    private readonly int _node;
    private readonly long _epoch;
    private readonly BookConnection _connection;
    private readonly PreparedStatement _look, _renew;

    public NodeEpoch(BookConnection connection, int node, long epoch)
    {
        (_connection, _node, _epoch) = (connection, node, epoch);
        _look = connection.Prepare("SELECT epoch, (SELECT COUNT(*) FROM ledger_nodes) FROM ledger_nodes WHERE number = ?1");
        _renew = connection.Prepare("UPDATE ledger_nodes SET renewed_at_ms = ?3 WHERE number = ?1 AND epoch = ?2");
    }

    /// <summary>How many nodes keep books in this store, as of the last look.</summary>
    public int Nodes { get; private set; } = 1;

    /// <summary>Fences off whoever ran under the node's earlier epochs. The boot id stays that of the last start that settled.</summary>
    public static (int Node, long Epoch) Take(BookConnection connection, LedgerNode node, long nowMs)
    {
        connection.Begin();
        try
        {
            var taken = connection.One<(int, long)>(
                """
                INSERT INTO ledger_nodes (id, epoch, boot_id, renewed_at_ms) VALUES (@Id, 1, @BootId, @nowMs)
                ON CONFLICT (id) DO UPDATE SET epoch = ledger_nodes.epoch + 1, renewed_at_ms = excluded.renewed_at_ms
                RETURNING number, epoch
                """, new { node.Id, node.BootId, nowMs });
            connection.Commit();
            return taken;
        }
        catch
        {
            connection.Rollback();
            throw;
        }
    }

    /// <summary>First in each transaction of the books.</summary>
    /// <exception cref="FencedOffException">Nothing may be written.</exception>
    public void Check()
    {
        _look.Bind(1, _node);
        if (!_look.Next()) throw new FencedOffException();
        var epoch = _look.Column(0);
        Nodes = (int)_look.Column(1);
        _look.Reset();
        if (epoch != _epoch) throw new FencedOffException();
    }

    /// <summary>Tells the other nodes that this one lives.</summary>
    public void Renew(long nowMs)
    {
        _renew.Bind(1, _node);
        _renew.Bind(2, _epoch);
        _renew.Bind(3, nowMs);
        _renew.Run();
        if (_connection.Changes == 0) throw new FencedOffException();
    }
}
