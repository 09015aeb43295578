using System.Collections.Concurrent;
using Claviger.Core;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Messages;
using Claviger.Simulator.Recording;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator;

/// <summary>What every endpoint shares: options, bill, answers, queue, and the ways to wait.</summary>
internal sealed class Simulation(SimulatorOptions options) : IDisposable
{
    private readonly ConcurrentQueue<ResponseScript> _queue = new();
    private readonly CancellationTokenSource _stopping = new();
    private long _queued; // read on every request instead of the queue: an empty queue must cost nothing
    private long _objects;

    public SimulatorOptions Options => options;
    public Bill Bill { get; } = new(options.BillEntriesKept);
    public AnswerMaker Answers { get; } = new(options);
    public RequestRecorder? Recorder { get; } = options.RequestsRecorded > 0 ? new RequestRecorder(options.RequestsRecorded) : null;

    /// <summary>Set once, when the port is known; no trailing slash.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Takes the id of each file that the code of an answer made, before anyone reads of it.</summary>
    public Action<string>? FileMade { get; set; }

    public void MakeFiles(AnswerPlan? plan)
    {
        if (plan?.ContainerId is null) return;
        foreach (var id in plan.MadeFiles) FileMade?.Invoke(id);
    }

    public string NewId(string prefix) => SimulatedId.Make(prefix, options.Seed ^ 0x0B1EC7, (ulong)Interlocked.Increment(ref _objects));

    public void Enqueue(ResponseScript script)
    {
        _queue.Enqueue(script);
        Interlocked.Increment(ref _queued);
    }

    public bool TryDequeue(out ResponseScript? script)
    {
        script = null;
        if (Interlocked.Read(ref _queued) == 0 || !_queue.TryDequeue(out script)) return false;
        Interlocked.Decrement(ref _queued);
        return true;
    }

    public void ClearQueue()
    {
        while (TryDequeue(out _)) { }
    }

    public void Record(Exchange exchange, in Charge charge, BillEnding ending) => Record(exchange.RequestId, charge, charge.Amount(), ending);

    public void Record(string requestId, in Charge charge, Money amount, BillEnding ending) =>
        Bill.Record(charge, new BillEntry(requestId, charge.Model.Id, charge.Usage, amount, ending));

    /// <summary>Null after a 413 was answered.</summary>
    public async ValueTask<RequestBody?> ReadBodyAsync(Exchange exchange, int mostBytes)
    {
        var body = await RequestBody.ReadAsync(exchange.Request, mostBytes);
        if (body is null)
            await Wire.Answers.RefuseAsync(exchange, new Refusal(413, "request_too_large", "Request exceeds the maximum size"));
        else
            Recorder?.Keep(exchange.Http, body.Span);
        return body;
    }

    /// <summary>Waits as the script says; false when the caller left or the simulator stops.</summary>
    public async Task<bool> DelayAsync(HttpContext http, ResponseScript script)
    {
        if (script.HangBefore)
        {
            await HangAsync(http);
            return false;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(script.DelayMs), options.Clock, both.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            http.Abort();
            return false;
        }
    }

    /// <summary>Until the caller leaves or the simulator stops.</summary>
    public async Task HangAsync(HttpContext http)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var one = http.RequestAborted.Register(() => left.TrySetResult());
        using var two = _stopping.Token.Register(() => left.TrySetResult());
        await left.Task;
        http.Abort(); // at a stop the caller is still there, and must not take an empty answer for one
    }

    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
