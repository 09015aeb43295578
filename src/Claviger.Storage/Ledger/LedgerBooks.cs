using Claviger.Core.Limits;
using Claviger.Core.Pricing;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>
/// The books on one connection: each batch of rows, sums, shares and leases in one transaction. After a failure it is thrown away with its
/// connection and made anew: a handle whose fsync failed may say afterwards that all is well when it isn't.
/// </summary>
internal sealed class LedgerBooks : IDisposable
{
    private readonly SemaphoreSlim _turn;
    private readonly UsageWriter _rows;
    private readonly LeaseDesk _desk;
    private readonly PreparedStatement _hasLeases;

    private LedgerBooks(BookConnection connection, SemaphoreSlim turn, int node, long epoch, CostSplitter? costs)
    {
        (Connection, _turn, Node, Epoch, Costs) = (connection, turn, node, epoch, costs);
        _rows = new UsageWriter(connection, costs);
        Right = new NodeEpoch(connection, node, epoch);
        Index = new LimitIndex(connection);
        Shares = new ShareWriter(connection, node);
        _desk = new LeaseDesk(connection, Index, Shares, Right, node);
        _hasLeases = connection.Prepare("SELECT 1 FROM limit_shares WHERE node = ?1 AND leased_nanos <> 0 LIMIT 1");
        _hasLeases.Bind(1, node);
    }

    public int Node { get; }
    public long Epoch { get; }

    /// <summary>What daily sums are split by; null: by nothing.</summary>
    public CostSplitter? Costs { get; }

    public BookConnection Connection { get; }
    public NodeEpoch Right { get; }
    public LimitIndex Index { get; }
    public ShareWriter Shares { get; }

    /// <summary>Takes the node's next epoch.</summary>
    public static LedgerBooks Open(Database database, LedgerNode node, long nowMs, CostSplitter? costs = null) => Open(database, costs, (connection, turn) =>
    {
        turn.Wait();
        try
        {
            return NodeEpoch.Take(connection, node, nowMs);
        }
        finally
        {
            turn.Release();
        }
    });

    /// <summary>A fresh connection under the same epoch.</summary>
    public static LedgerBooks Reopen(Database database, int node, long epoch, CostSplitter? costs) => Open(database, costs, (_, _) => (node, epoch));

    /// <summary>All of the batch or nothing. Answers of its demands are set, and true only when this returns.</summary>
    /// <param name="renew">Whether to tell the other nodes that this one lives.</param>
    /// <exception cref="FencedOffException">Nothing was written, and nothing may be.</exception>
    /// <exception cref="StorageException">Nothing was written; throw this object away.</exception>
    /// <returns>Leases that were given back and aren't this node's: a bug of whoever gave them, which changes nothing.</returns>
    public IReadOnlyList<ReturnedLease> Write(JournalBatch batch, long nowMs, bool renew)
    {
        List<ReturnedLease>? strange = null;
        InTransaction(() =>
        {
            if (renew) Right.Renew(nowMs);
            var records = batch.Records;
            var held = batch.Held;
            var isNew = _rows.Insert(records);
            for (var i = 0; i < records.Length; i++)
            {
                ref readonly var record = ref records[i];
                if (isNew[i] != 0) Shares.Count(record, Index.Of(record.Organization, record.Workspace, record.Key, record.Owner), held[i]);
            }

            _rows.WriteSums();
            Shares.WriteCounted();
            foreach (var returned in batch.Returned)
                if (!Shares.TryGiveBack(returned.Key, returned.Amount)) (strange ??= []).Add(returned);
            foreach (var demand in batch.Demands) Answer(demand, nowMs);
        });
        return strange ?? [];
    }

    /// <summary>Whether this node has anything leased, and so must show that it lives.</summary>
    public bool HasLeases()
    {
        if (!_hasLeases.Next()) return false;
        _hasLeases.Reset();
        return true;
    }

    /// <summary>Waits for the writer's turn, looks that the epoch is still ours and which limits there are, does it, commits. After an exception this object is to be thrown away.</summary>
    public void InTransaction(Action work)
    {
        _turn.Wait();
        try
        {
            Connection.Begin();
            try
            {
                Right.Check();
                Index.Refresh();
                _rows.Clear();
                Shares.Clear();
                work();
                Connection.Commit();
            }
            catch
            {
                Connection.Rollback();
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => Connection.Dispose();

    private void Answer(PendingDemand demand, long nowMs)
    {
        demand.Fault = null;
        try
        {
            demand.Answer = _desk.Answer(demand.Demand, nowMs);
        }
        catch (OverflowException error)
        {
            demand.Fault = error; // sums beyond all money refuse this one demand for ever; they must not hold up the others
        }
    }

    private static LedgerBooks Open(Database database, CostSplitter? costs, Func<BookConnection, SemaphoreSlim, (int Node, long Epoch)> identify)
    {
        var (connection, turn) = database.OpenJournalWriter();
        try
        {
            var (node, epoch) = identify(connection, turn);
            return new LedgerBooks(connection, turn, node, epoch, costs);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
