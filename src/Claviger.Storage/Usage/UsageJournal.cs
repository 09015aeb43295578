using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Microsoft.Extensions.Logging;

namespace Claviger.Storage.Usage;

/// <summary>
/// Takes records from request threads into the crash file, and writes them to the books in batches on a thread of its own
/// (group commit: one fsync for many rows). A batch starts at once when the journal is idle, else <see cref="FlushEvery"/> after the last one.
/// A real thread, because the thread pool's would spin after every batch in the hope of more work, on a core that requests need.
/// A slot is given back only after its row is durable; when slots run out, requests are refused rather than left unbooked.
/// </summary>
public sealed partial class UsageJournal : IUsageJournal, IAsyncDisposable
{
    /// <summary>Longer is cheaper a record; it is also about the most that a power cut can lose.</summary>
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);
    private const int MaxBatch = 4_096;

    private readonly CrashFile _file;
    private readonly UsageWriter _writer;
    private readonly SemaphoreSlim _gate;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly FreeSlots _free;
    private readonly ConcurrentQueue<int> _posted = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly ManualResetEvent _stop = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _sleeping; // the flusher waits for _arrived
    private volatile bool _stopping;
    private volatile bool _failing;

    /// <param name="slots">Most requests that may be running or unbooked at once; 256 bytes of file each.</param>
    public UsageJournal(Database database, string crashFile, TimeProvider clock, ILogger<UsageJournal> log, int slots = 65_536)
    {
        _clock = clock;
        _log = log;
        (var connection, _gate) = database.OpenJournalWriter();
        _writer = new UsageWriter(connection);
        _file = new CrashFile(crashFile, slots);
        Recovered = Recover();
        _free = new FreeSlots(slots);
        new Thread(Flush) { IsBackground = true, Name = "usage journal" }.Start();
    }

    /// <summary>Rows that an earlier process had left: finished ones, and ones that it was running when it died.</summary>
    public (int Finished, int Unresolved) Recovered { get; }

    /// <summary>Requests running or not booked yet.</summary>
    public int Pending => _free.Taken;

    /// <summary>False while the books can't be written; requests are taken as long as there are slots.</summary>
    public bool IsHealthy => !_failing;

    public bool TryOpen(in UsageRecord worstCase, HeldLimits held, out JournalTicket ticket)
    {
        if (!_free.TryTake(out var slot))
        {
            ticket = default;
            return false;
        }

        _file.WriteOpen(slot, worstCase);
        ticket = new JournalTicket(slot);
        return true;
    }

    public void Reopen(JournalTicket ticket, in UsageRecord worstCase) => _file.WriteReopened(ticket.Slot, worstCase);

    public void Post(JournalTicket ticket, in UsageRecord actual)
    {
        _file.WritePosted(ticket.Slot, actual);
        Wake(ticket.Slot);
    }

    public bool TryPost(in UsageRecord record, HeldLimits held)
    {
        if (!TryOpen(record, held, out var ticket)) return false;
        Post(ticket, record);
        return true;
    }

    public void Cancel(JournalTicket ticket) => GiveBack([ticket.Slot]);

    public async Task FlushedAsync(CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Enqueue(done);
        Wake(Barrier);
        await done.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _stop.Set();
        _arrived.Set();
        await _ended.Task;
        _writer.Dispose();
        // A request that outlived the server may still post: its record must find the file, and the next start books it.
        if (Pending == 0) _file.Dispose();
        _stop.Dispose();
        _arrived.Dispose();
    }

    private const int Barrier = -1;
    private readonly ConcurrentQueue<TaskCompletionSource> _waiters = new();

    private (int Finished, int Unresolved) Recover()
    {
        var left = _file.Left().ToList();
        _gate.Wait();
        try
        {
            foreach (var part in left.Select(item => item.Record).Chunk(MaxBatch)) _writer.Write(part);
        }
        finally
        {
            _gate.Release();
        }

        foreach (var (slot, _) in left) _file.Clear(slot);
        var unresolved = left.Count(item => item.Record.Outcome == UsageOutcome.Unresolved);
        if (left.Count > 0) LogRecovered(left.Count - unresolved, unresolved);
        return (left.Count - unresolved, unresolved);
    }

    private void Wake(int slot)
    {
        _posted.Enqueue(slot);
        Interlocked.MemoryBarrier(); // against the flusher's: either it sees the slot, or this sees it sleeping
        if (_sleeping) _arrived.Set();
    }

    private void Flush()
    {
        try
        {
            FlushLoop();
            _ended.SetResult();
        }
        catch (Exception error)
        {
            _failing = true;
            LogDied(error);
            _ended.SetException(error);
        }
    }

    private void FlushLoop()
    {
        var slots = new List<int>(MaxBatch);
        var waiters = new List<TaskCompletionSource>();
        var records = new UsageRecord[MaxBatch];
        while (WaitForWork())
        {
            var started = _clock.GetTimestamp();
            while (slots.Count < MaxBatch && _posted.TryDequeue(out var slot))
            {
                if (slot != Barrier) slots.Add(slot);
                else if (_waiters.TryDequeue(out var waiter)) waiters.Add(waiter);
            }

            for (var i = 0; i < slots.Count; i++) records[i] = _file.ReadPosted(slots[i]);
            if (!TryWrite(records.AsSpan(0, slots.Count))) return; // stopped while failing: the crash file keeps them
            GiveBack(CollectionsMarshal.AsSpan(slots));
            foreach (var waiter in waiters) waiter.SetResult();
            slots.Clear();
            waiters.Clear();
            Pause(FlushEvery - _clock.GetElapsedTime(started));
        }
    }

    /// <summary>False when all is written and nothing more will come.</summary>
    private bool WaitForWork()
    {
        while (_posted.IsEmpty)
        {
            if (_stopping) return false;
            _sleeping = true;
            Interlocked.MemoryBarrier();
            if (_posted.IsEmpty && !_stopping) _arrived.WaitOne();
            _sleeping = false;
        }

        return true;
    }

    private bool TryWrite(ReadOnlySpan<UsageRecord> records)
    {
        while (true)
        {
            try
            {
                _gate.Wait();
                try
                {
                    if (!records.IsEmpty) _writer.Write(records);
                }
                finally
                {
                    _gate.Release();
                }

                if (_failing) LogHealed();
                _failing = false;
                return true;
            }
            catch (Exception error) // whatever it is: rows that can't be written must stop admission in the end, not the journal in silence
            {
                if (!_failing) LogFailing(error);
                _failing = true;
                if (_stopping) return false;
                Pause(RetryEvery);
            }
        }
    }

    /// <summary>Not at all when stopping: what is left is written without pauses.</summary>
    private void Pause(TimeSpan time)
    {
        if (time > TimeSpan.Zero) _stop.WaitOne(time);
    }

    private void GiveBack(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots) _file.Clear(slot);
        _free.GiveBack(slots);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The journal's thread has died; the crash file keeps what was not booked, and no more requests are taken once it is full")]
    private partial void LogDied(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recovered after a crash: {Finished} finished requests booked, {Unresolved} that were running posted at their worst case")]
    private partial void LogRecovered(int finished, int unresolved);

    [LoggerMessage(Level = LogLevel.Error, Message = "The usage books can't be written; rows are kept in the crash file and retried")]
    private partial void LogFailing(Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The usage books are being written again")]
    private partial void LogHealed();
}
