using Claviger.Core.Pricing;
using Claviger.Storage.Dialects;
using Claviger.Storage.Ledger;
using Microsoft.Extensions.Logging;

namespace Claviger.Storage.Usage;

/// <summary>
/// The one writer of the books. A batch starts at once when the journal is idle, else a while after the last one.
/// A real thread, because the thread pool's would spin after every batch in the hope of more work, on a core that requests need.
/// </summary>
internal sealed partial class JournalThread
{
    /// <summary>
    /// How long after its last commit a node may admit from its leases. Other nodes may settle them when it has not been heard of for longer;
    /// a disk that stalls for less refuses nobody.
    /// </summary>
    private static readonly TimeSpan LeasesLast = TimeSpan.FromSeconds(30);

    public delegate void GiveBackSlots(ReadOnlySpan<int> slots);

    private readonly Database _database;
    private readonly JournalQueue _queue;
    private readonly JournalPace _pace;
    private readonly Action<JournalBatch, int> _read;
    private readonly GiveBackSlots _giveBack;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly JournalBatch _batch;
    private readonly (int Number, long Epoch) _node;
    private readonly CostSplitter? _costs;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LedgerBooks? _books; // null between a failure and the next try
    private CommitInDoubtException? _doubt; // of the batch at hand: what it did is asked before it is tried again
    private long _renewed; // monotonic; when the other nodes were last told
    private long _goodUntil; // monotonic; written by the thread, read by requests
    private volatile int _nodes;
    private volatile bool _failing;
    private volatile bool _fencedOff;

    /// <param name="startedAt">Monotonic; before the commit that settled the node's leases.</param>
    public JournalThread(
        LedgerBooks books, Database database, JournalQueue queue, Action<JournalBatch, int> read, GiveBackSlots giveBack, TimeProvider clock, ILogger log,
        JournalPace pace, int mostInBatch, long startedAt)
    {
        (_books, _database, _queue, _read, _giveBack, _clock, _log, _pace) = (books, database, queue, read, giveBack, clock, log, pace);
        _node = (books.Node, books.Epoch);
        _costs = books.Costs;
        _nodes = books.Right.Nodes;
        _batch = new JournalBatch(mostInBatch);
        _renewed = startedAt;
        MoveGoodUntil(startedAt);
        new Thread(Run) { IsBackground = true, Name = "usage journal" }.Start();
    }

    public int Node => _node.Number;

    public int Nodes => _nodes;

    public bool IsHealthy => !_failing && !_fencedOff;

    public bool IsFencedOff => _fencedOff;

    public long GoodUntil => Volatile.Read(ref _goodUntil);

    public long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Completes when the thread has ended, with what killed it if anything did.</summary>
    public Task Ended => _ended.Task;

    private void Run()
    {
        Exception? died = null;
        try
        {
            Loop();
        }
        catch (Exception error)
        {
            died = error;
            _failing = true;
            LogDied(error);
        }

        Close(died);
        _books?.Dispose();
        if (died is null) _ended.SetResult();
        else _ended.SetException(died);
    }

    private void Loop()
    {
        while (_queue.WaitForWork(_pace.RenewEvery))
        {
            var started = _clock.GetTimestamp();
            _queue.DrainTo(_batch, _read);
            if (!TryWrite()) return; // stopped while failing, or fenced off: the crash file keeps what isn't booked
            _giveBack(_batch.Slots);
            _batch.Tell();
            _batch.Clear();
            var spent = _clock.GetElapsedTime(started);
            _queue.Pause(_pace.FlushEvery - spent, _pace.AnswerEvery - spent);
        }
    }

    private bool TryWrite()
    {
        while (true)
        {
            try
            {
                Write();
                var isHealed = _failing;
                _failing = false;
                if (isHealed) LogHealed();
                return true;
            }
            catch (FencedOffException)
            {
                _fencedOff = true;
                Volatile.Write(ref _goodUntil, long.MinValue);
                LogFencedOff();
                return false;
            }
            catch (Exception error) // whatever it is: rows that can't be written must stop admission in the end, not the journal in silence
            {
                _doubt ??= error as CommitInDoubtException;
                var isNews = !_failing;
                _failing = true; // before it is told: whoever reads the log finds it so
                if (isNews) LogFailing(error);
                _books?.Dispose();
                _books = null;
                if (_queue.IsStopping) return false;
                _queue.Pause(_pace.RetryEvery);
            }
        }
    }

    private void Write()
    {
        if (_doubt is { } doubt)
        {
            // Its rows could be written twice without harm; what it leased could not, and nobody would know of the first slice.
            var done = _database.Dialect.HasCommitted(doubt);
            _doubt = null;
            if (done) return;
        }

        var before = _clock.GetTimestamp();
        _books ??= LedgerBooks.Reopen(_database, _node.Number, _node.Epoch, _costs);
        if (!_batch.NeedsCommit && !(_batch.IsEmpty && _books.HasLeases())) return;
        var renew = _batch.WritesNothing || _clock.GetElapsedTime(_renewed, before) >= _pace.RenewEvery; // a commit of nothing would prove nothing
        foreach (var strange in _books.Write(_batch, NowMs, renew)) LogStrangeReturn(strange.Key.Limit, strange.Key.PeriodStartMs, strange.Amount);
        if (renew) _renewed = before;
        _nodes = _books.Right.Nodes;
        MoveGoodUntil(before);
    }

    /// <summary>From the beginning of the commit: how long it took is time in which others may have waited for this node already.</summary>
    private void MoveGoodUntil(long committing) =>
        Volatile.Write(ref _goodUntil, committing + LeasesLast.Ticks * _clock.TimestampFrequency / TimeSpan.TicksPerSecond);

    private void Close(Exception? died)
    {
        var reason = new InvalidOperationException(_fencedOff ? "the books were taken over by another process" : "the books are closed", died);
        _batch.Fail(reason);
        _queue.Close(reason);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The journal's thread has died; the crash file keeps what was not booked, and no more requests are taken once it is full")]
    private partial void LogDied(Exception error);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Another process has taken over this node's books: nothing more is written or admitted; the crash file keeps what was not booked. Stop this process")]
    private partial void LogFencedOff();

    [LoggerMessage(Level = LogLevel.Error, Message = "The usage books can't be written; rows are kept in the crash file and retried")]
    private partial void LogFailing(Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The usage books are being written again")]
    private partial void LogHealed();

    [LoggerMessage(Level = LogLevel.Error, Message = "More of limit {Limit} from {PeriodStartMs} was given back than is leased ({Amount}): ignored, it stays leased until the next start")]
    private partial void LogStrangeReturn(int limit, long periodStartMs, Core.Money amount);
}
