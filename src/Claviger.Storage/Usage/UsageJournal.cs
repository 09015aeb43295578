using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Storage.Ledger;
using Microsoft.Extensions.Logging;

namespace Claviger.Storage.Usage;

/// <summary>
/// Takes records from request threads into the crash file, and writes them to the books in batches on a thread of its own
/// (group commit: one fsync for many rows), together with what leases gain and lose. A slot is given back only after its row is durable; when
/// slots run out, requests are refused rather than left unbooked.
/// </summary>
public sealed partial class UsageJournal : IUsageJournal, ILeaseBook, IAsyncDisposable
{
    private const int MaxBatch = 4_096;

    private readonly CrashFile _file;
    private readonly HeldLimits?[] _held; // beside the slots; written by whoever has the slot, read by the journal's thread
    private readonly long[] _sessions; // likewise: a crash forgets them
    private readonly FreeSlots _free;
    private readonly JournalQueue _queue = new();
    private readonly JournalThread _thread;
    private readonly Database _database;
    private int _disposed;

    /// <param name="slots">Most requests that may be running or unbooked at once; 256 bytes of file each.</param>
    /// <param name="costs">What costs are split by in daily sums; null: they stay whole.</param>
    /// <param name="node">Whose books these are; null: the only node of the data folder.</param>
    public UsageJournal(Database database, string crashFile, TimeProvider clock, ILogger<UsageJournal> log, int slots = 65_536, LedgerNode? node = null, CostSplitter? costs = null)
        : this(database, crashFile, clock, log, slots, node ?? LedgerNode.Local(), JournalPace.Usual, costs)
    {
    }

    internal UsageJournal(Database database, string crashFile, TimeProvider clock, ILogger<UsageJournal> log, int slots, LedgerNode node, JournalPace pace, CostSplitter? costs = null)
    {
        _database = database;
        var started = clock.GetTimestamp();
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var books = LedgerBooks.Open(database, node, nowMs, costs);
        try
        {
            _file = new CrashFile(crashFile, slots);
            Recovered = Recover(books, nowMs);
            Found = new LeaseSettlement(books, node).Run(nowMs);
        }
        catch
        {
            _file?.Dispose();
            books.Dispose();
            throw;
        }

        if (Recovered != (0, 0)) LogRecovered(log, Recovered.Finished, Recovered.Unresolved);
        if (Found.Leases > 0) LogLeases(log, Found.Leases, Found.Returned, Found.Restored.Count, Found.Remainders, Found.Remaining);
        _held = new HeldLimits?[slots];
        _sessions = new long[slots];
        _free = new FreeSlots(slots);
        _thread = new JournalThread(books, database, _queue, ReadPosted, GiveBack, clock, log, pace, MaxBatch, started);
    }

    /// <summary>Rows that an earlier process had left: finished ones, and ones that it was running when it died.</summary>
    public (int Finished, int Unresolved) Recovered { get; }

    /// <summary>What became of an earlier process's leases.</summary>
    public LedgerFindings Found { get; }

    /// <inheritdoc cref="LedgerFindings.NewestAtMs"/>
    public long NewestAtMs => Found.NewestAtMs;

    /// <summary>Requests running or not booked yet.</summary>
    public int Pending => _free.Taken;

    /// <summary>False while the books can't be written; requests are taken as long as there are slots. False for good once the node is fenced off.</summary>
    public bool IsHealthy => _thread.IsHealthy;

    public bool TryOpen(in UsageRecord worstCase, HeldLimits held, out JournalTicket ticket)
    {
        if (_thread.IsFencedOff || !_free.TryTake(out var slot))
        {
            ticket = default;
            return false;
        }

        _held[slot] = held;
        _sessions[slot] = worstCase.Session;
        _file.WriteOpen(slot, worstCase);
        ticket = new JournalTicket(slot);
        return true;
    }

    public void Reopen(JournalTicket ticket, in UsageRecord worstCase) => _file.WriteReopened(ticket.Slot, worstCase);

    public void Post(JournalTicket ticket, in UsageRecord actual)
    {
        _file.WritePosted(ticket.Slot, actual);
        _queue.Add(ticket.Slot);
    }

    public bool TryPost(in UsageRecord record, HeldLimits held)
    {
        if (!TryOpen(record, held, out var ticket)) return false;
        Post(ticket, record);
        return true;
    }

    public void Cancel(JournalTicket ticket) => GiveBack([ticket.Slot]);

    public Task FlushedAsync(CancellationToken ct)
    {
        var waiter = new JournalWaiter(needsCommit: false);
        _queue.Add(waiter);
        return waiter.Done.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _queue.Stop();
        await _thread.Ended;
        // A request that outlived the server may still post: its record must find the file, and the next start books it.
        if (Pending == 0) _file.Dispose();
        _queue.Dispose();
    }

    private (int Finished, int Unresolved) Recover(LedgerBooks books, long nowMs)
    {
        var left = _file.Left().ToList();
        var batch = new JournalBatch(MaxBatch);
        foreach (var part in left.Chunk(MaxBatch))
        {
            foreach (var (slot, record) in part) batch.Add(slot, record, held: null);
            books.Write(batch, nowMs, renew: false);
            batch.Clear();
        }

        foreach (var (slot, _) in left) _file.Clear(slot);
        var unresolved = left.Count(item => item.Record.Outcome == UsageOutcome.Unresolved);
        return (left.Count - unresolved, unresolved);
    }

    private void ReadPosted(JournalBatch batch, int slot) => 
        batch.Add(slot, _file.ReadPosted(slot) with { Session = _sessions[slot] }, _held[slot] ?? HeldLimits.None);

    private void GiveBack(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
        {
            _file.Clear(slot);
            _held[slot] = null;
        }

        _free.GiveBack(slots);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recovered after a crash: {Finished} finished requests booked, {Unresolved} that were running posted at their worst case")]
    private static partial void LogRecovered(ILogger log, int finished, int unresolved);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Leases} leases of an earlier process settled: {Returned} back to headroom, {Batches} batches keep theirs, {Remainders} unresolved with {Remaining}")]
    private static partial void LogLeases(ILogger log, int leases, Money returned, int batches, int remainders, Money remaining);
}
