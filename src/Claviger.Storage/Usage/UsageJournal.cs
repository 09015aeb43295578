using System.Collections.Concurrent;
using System.Threading.Channels;
using Claviger.Core.Usage;
using Microsoft.Extensions.Logging;

namespace Claviger.Storage.Usage;

/// <summary>
/// Takes records from request threads into the crash file, and writes them to the books in batches on a thread of its own
/// (group commit: one fsync for many rows). A batch starts at once when the journal is idle, else <see cref="FlushEvery"/> after the last one.
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
    private readonly ConcurrentBag<int> _free = [];
    private readonly Channel<int> _posted = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _flusher;
    private long _taken;
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
        for (var slot = slots - 1; slot >= 0; slot--) _free.Add(slot);
        _flusher = Task.Factory.StartNew(FlushLoopAsync, TaskCreationOptions.LongRunning).Unwrap();
    }

    /// <summary>Rows that an earlier process had left: finished ones, and ones that it was running when it died.</summary>
    public (int Finished, int Unresolved) Recovered { get; }

    /// <summary>Requests running or not booked yet.</summary>
    public int Pending => (int)Volatile.Read(ref _taken);

    /// <summary>False while the books can't be written; requests are taken as long as there are slots.</summary>
    public bool IsHealthy => !_failing;

    public bool TryOpen(in UsageRecord worstCase, out JournalTicket ticket)
    {
        if (!_free.TryTake(out var slot))
        {
            ticket = default;
            return false;
        }

        Interlocked.Increment(ref _taken);
        _file.WriteOpen(slot, worstCase);
        ticket = new JournalTicket(slot);
        return true;
    }

    public void Post(JournalTicket ticket, in UsageRecord actual)
    {
        _file.WritePosted(ticket.Slot, actual);
        _posted.Writer.TryWrite(ticket.Slot);
    }

    public bool TryPost(in UsageRecord record)
    {
        if (!TryOpen(record, out var ticket)) return false;
        Post(ticket, record);
        return true;
    }

    public void Cancel(JournalTicket ticket) => GiveBack(ticket.Slot);

    public async Task FlushedAsync(CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Enqueue(done);
        _posted.Writer.TryWrite(Barrier);
        await done.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _posted.Writer.Complete();
        await _stop.CancelAsync();
        await _flusher;
        _writer.Dispose();
        // A request that outlived the server may still post: its record must find the file, and the next start books it.
        if (Pending == 0) _file.Dispose();
        _stop.Dispose();
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

    private async Task FlushLoopAsync()
    {
        var slots = new List<int>(MaxBatch);
        var waiters = new List<TaskCompletionSource>();
        var records = new UsageRecord[MaxBatch];
        var reader = _posted.Reader;
        while (await reader.WaitToReadAsync())
        {
            var started = _clock.GetTimestamp();
            while (slots.Count < MaxBatch && reader.TryRead(out var slot))
            {
                if (slot != Barrier) slots.Add(slot);
                else if (_waiters.TryDequeue(out var waiter)) waiters.Add(waiter);
            }

            for (var i = 0; i < slots.Count; i++) records[i] = _file.ReadPosted(slots[i]);
            if (!await WriteAsync(records.AsMemory(0, slots.Count))) return; // stopped while failing: the crash file keeps them
            foreach (var slot in slots) GiveBack(slot);
            foreach (var waiter in waiters) waiter.SetResult();
            slots.Clear();
            waiters.Clear();
            await PauseAsync(FlushEvery - _clock.GetElapsedTime(started));
        }
    }

    private async Task<bool> WriteAsync(ReadOnlyMemory<UsageRecord> records)
    {
        while (true)
        {
            try
            {
                await _gate.WaitAsync();
                try
                {
                    if (!records.IsEmpty) _writer.Write(records.Span);
                }
                finally
                {
                    _gate.Release();
                }

                if (_failing) LogHealed();
                _failing = false;
                return true;
            }
            catch (StorageException error)
            {
                if (!_failing) LogFailing(error);
                _failing = true;
                if (_stop.IsCancellationRequested) return false;
                await PauseAsync(RetryEvery);
            }
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return;
        try
        {
            await Task.Delay(time, _clock, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping: write what is left without pauses.
        }
    }

    private void GiveBack(int slot)
    {
        _file.Clear(slot);
        Interlocked.Decrement(ref _taken);
        _free.Add(slot);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recovered after a crash: {Finished} finished requests booked, {Unresolved} that were running posted at their worst case")]
    private partial void LogRecovered(int finished, int unresolved);

    [LoggerMessage(Level = LogLevel.Error, Message = "The usage books can't be written; rows are kept in the crash file and retried")]
    private partial void LogFailing(Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The usage books are being written again")]
    private partial void LogHealed();
}
