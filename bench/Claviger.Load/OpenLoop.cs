using System.Collections.Concurrent;
using System.Text.Json;

namespace Claviger.Load;

/// <summary>
/// Requests at a constant rate whether or not answers come (a closed loop hides waiting). A request that finds no free connection
/// is timed from when it was due; else from when it was sent, so that the generator's own lateness, reported beside it, is not taken for the server's.
/// </summary>
internal static class OpenLoop
{
    private const int Connections = 128;

    public static async Task<int> RunAsync(Options options)
    {
        var url = options.Url("url");
        var requests = RequestBytes.Of(url, File.ReadAllText(options["body"]), options.Keys());
        var run = new Run(url, requests, options.Number("rate"), options.Number("seconds"));
        await run.ToEndAsync();
        Console.WriteLine(JsonSerializer.Serialize(run.Result()));
        return run.Failed == 0 ? 0 : 1;
    }

    private sealed class Run(Uri url, byte[][] requests, int rate, int seconds)
    {
        private readonly ConcurrentQueue<Lane> _idle = new();
        private readonly ConcurrentQueue<long> _due = new();
        private readonly Samples _latency = new();
        private readonly Samples _lateness = new();
        private int _answered;
        private int _failed;

        public int Failed => _failed;

        public async Task ToEndAsync()
        {
            var lanes = Enumerable.Range(0, Connections).Select(number => new Lane(number, Connection.Open(url))).ToList();
            foreach (var lane in lanes) _idle.Enqueue(lane);
            var receivers = lanes.Select(ReceiveAsync).ToList();
            var count = rate * seconds;
            var sender = new Thread(() => Send(count)) { IsBackground = true };
            sender.Start();
            var patience = MonotonicClock.Now + (seconds + 5) * 1_000_000_000L;
            while (Volatile.Read(ref _answered) + Volatile.Read(ref _failed) < count && MonotonicClock.Now < patience) await Task.Delay(20);
            Interlocked.Add(ref _failed, count - _answered - _failed);
            foreach (var lane in lanes) lane.Connection.Dispose();
            await Task.WhenAll(receivers);
        }

        public object Result() => new
        {
            requests = _answered,
            errors = _failed,
            p50 = _latency.Percentile(50),
            p99 = _latency.Percentile(99),
            late_p99 = _lateness.Percentile(99),
        };

        private void Send(int count)
        {
            var start = MonotonicClock.Now + 1_000_000;
            for (var i = 0; i < count; i++)
            {
                var due = start + i * 1_000_000_000L / rate;
                MonotonicClock.SleepUntil(due);
                var now = MonotonicClock.Now;
                _lateness.Add(now - due);
                if (_idle.TryDequeue(out var lane)) Send(lane, now);
                else _due.Enqueue(due);
            }
        }

        private void Send(Lane lane, long since)
        {
            lane.Since = since;
            lane.Connection.Send(requests[lane.Turn++ % requests.Length]);
        }

        private async Task ReceiveAsync(Lane lane)
        {
            try
            {
                while (await lane.Connection.ReceiveAsync())
                {
                    if (!AnswerHead.TryRead(lane.Connection.Received, out var head) || lane.Connection.Received.Length < head.HeadBytes + head.ContentLength) continue;
                    var took = MonotonicClock.Now - lane.Since;
                    lane.Connection.Drop(head.HeadBytes + head.ContentLength);
                    if (head.Status == 200) lock (_latency) _latency.Add(took);
                    if (head.Status == 200) Interlocked.Increment(ref _answered);
                    else Interlocked.Increment(ref _failed);
                    if (_due.TryDequeue(out var due)) Send(lane, due);
                    else _idle.Enqueue(lane);
                }
            }
            catch (Exception error) when (error is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                // Over: whatever had no answer is counted by the one who waits.
            }
        }
    }

    private sealed class Lane(int number, Connection connection)
    {
        public Connection Connection => connection;
        public long Since { get; set; }
        
        /// <summary>Which key comes next.</summary>
        public int Turn { get; set; } = number;
    }
}
