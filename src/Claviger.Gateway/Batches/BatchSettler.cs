using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;
using Claviger.Core;
using Claviger.Core.Batches;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Relay;
using Claviger.Gateway.Upstream;
using Microsoft.Extensions.Logging;

namespace Claviger.Gateway.Batches;

/// <summary>
/// Books batches from their results: when a client is seen to look at an ended one, before one is deleted, and by itself once in a
/// while for those that nobody looks at. A line's id follows from batch and custom id, so reading results twice books nothing twice.
/// </summary>
public sealed partial class BatchSettler(
    UpstreamClient upstream, IBatchBook batches, IOwnedObjects owned, IUsageJournal journal, PolicyHolder policy, GatewayOptions options, SpendLedger ledger, RateLimiter rates,
    TimeProvider clock, ILogger<BatchSettler> log)
{
    private const int PerRound = 100;
    private const int LookedAt = 100_000;

    private readonly Channel<(string Id, UpstreamTarget Target)> _nudges = Channel.CreateBounded<(string, UpstreamTarget)>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite }); // the round finds what is dropped
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _busy = new(StringComparer.Ordinal);
    private string? _lastOfRound; // the round's own

    /// <summary>Asks for a batch to be settled soon. Never waits.</summary>
    public void Nudge(string id, UpstreamTarget target) => _nudges.Writer.TryWrite((id, target));

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(FollowNudgesAsync(ct), MakeRoundsAsync(ct));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Never throws but for <paramref name="ct"/>: what can't be booked now stays on the list of the next round.</summary>
    public async Task<BatchSettlement> TrySettleAsync(string id, UpstreamTarget target, CancellationToken ct)
    {
        var gate = _busy.GetOrAdd(id, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            using var patience = new CancellationTokenSource(options.FirstByteTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
            return batches.FindUnsettled(id) is { } batch ? await SettleAsync(batch, target, either.Token) : BatchSettlement.Booked;
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            // Whatever it is, store or upstream or a bug: the loops below must not end by it.
            LogFailed(id, error.Message);
            return BatchSettlement.Failed;
        }
        finally
        {
            gate.Release();
            _busy.TryRemove(id, out _);
        }
    }

    private async Task<BatchSettlement> SettleAsync(SubmittedBatch batch, UpstreamTarget target, CancellationToken ct)
    {
        using (var state = await upstream.GetAsync(target, $"/v1/messages/batches/{batch.Id}", ct))
        {
            var body = await state.Content.ReadAsByteArrayAsync(ct);
            if (!state.IsSuccessStatusCode)
            {
                LogFailed(batch.Id, $"upstream answers {(int)state.StatusCode}");
                return BatchSettlement.Failed;
            }

            if (JsonEdits.TopLevelString(body, "processing_status"u8) != "ended") return BatchSettlement.StillRuns;
        }

        using var results = await upstream.GetAsync(target, $"/v1/messages/batches/{batch.Id}/results", ct);
        if (!results.IsSuccessStatusCode)
        {
            LogFailed(batch.Id, $"its results answer {(int)results.StatusCode}");
            return BatchSettlement.Failed;
        }

        var pipe = PipeReader.Create(await results.Content.ReadAsStreamAsync(ct));
        await BookLinesAsync(pipe, new BatchLineBooker(batch, ledger.Batches.LimitsOf(batch.Id), policy.Current, journal, owned), ct);
        await journal.FlushedAsync(ct); // settled only when the lines are in the durable books
        var booked = batches.BookedOf(batch);
        await batches.MarkSettledAsync(batch.Id, clock.GetUtcNow().ToUnixTimeMilliseconds(), ct);
        ledger.Batches.Settle(batch.Id, batch.WorstCase, booked); // last: a hold that ends too late refuses too much for a moment, one that ends too early too little
        rates.BatchEnded(batch, policy.Current.Organization.Number);
        LogSettled(batch.Id, batch.Requests);
        return BatchSettlement.Booked;
    }

    private async Task BookLinesAsync(PipeReader pipe, BatchLineBooker booker, CancellationToken ct)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(ct);
            var buffer = read.Buffer;
            while (TryLine(ref buffer, read.IsCompleted, out var line))
            {
                if (line.IsEmpty) continue;
                var bytes = line.ToArray();
                await booker.OwnMadeAsync(bytes, ct);
                while (!booker.TryBook(bytes)) await Task.Delay(TimeSpan.FromMilliseconds(100), clock, ct); // the journal is full
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted) return;
        }
    }

    private static bool TryLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        var end = buffer.PositionOf((byte)'\n');
        if (end is { } position)
        {
            line = buffer.Slice(0, position);
            buffer = buffer.Slice(buffer.GetPosition(1, position));
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty) return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private async Task FollowNudgesAsync(CancellationToken ct)
    {
        await foreach (var (id, target) in _nudges.Reader.ReadAllAsync(ct)) await TrySettleAsync(id, target, ct);
    }

    private async Task MakeRoundsAsync(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(options.BatchPollEvery, clock, ct);
            foreach (var batch in NextRound())
                if (policy.Current.UpstreamOf(batch.Workspace) is { } target) await TrySettleAsync(batch.Id, target, ct);
        }
    }

    /// <summary>A share of those that wait, and the next share the next time: many that can't be booked must not stand before one that can.</summary>
    private List<SubmittedBatch> NextRound()
    {
        try
        {
            var all = batches.Unsettled(LookedAt);
            var after = all.TakeWhile(batch => batch.Id != _lastOfRound).Count() + 1;
            if (after >= all.Count) after = 0;
            var round = all.Skip(after).Concat(all.Take(after)).Take(PerRound).ToList();
            _lastOfRound = round.Count > 0 ? round[^1].Id : null;
            return round;
        }
        catch (Exception error) // the store is away: the next round asks again
        {
            LogFailed("(list)", error.Message);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Batch {Id} could not be booked yet: {Cause}")]
    private partial void LogFailed(string id, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Batch {Id} booked: {Requests} requests")]
    private partial void LogSettled(string id, int requests);
}
