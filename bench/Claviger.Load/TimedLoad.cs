namespace Claviger.Load;

/// <summary>Requests of one key at a constant rate over several servers in turn; keeps when each was sent and how it was answered.</summary>
internal sealed class TimedLoad(Uri[] urls, string body, string secret, int rate) : IDisposable
{
    private const int LanesPerServer = 32;

    private readonly List<TimedRequest> _answered = [];
    private readonly Lane[][] _lanes = [.. urls.Select((url, server) => Enumerable.Range(0, LanesPerServer).Select(_ => new Lane(server, Connection.Open(url))).ToArray())];
    private readonly byte[][] _requests = [.. urls.Select(url => RequestBytes.Of(url, body, [secret])[0])];
    private readonly List<Task> _receivers = [];
    private Thread? _sender;
    private volatile bool _stop;

    public void Start()
    {
        _receivers.AddRange(_lanes.SelectMany(lanes => lanes).Select(ReceiveAsync));
        _sender = new Thread(Send) { IsBackground = true };
        _sender.Start();
    }

    /// <summary>Everything that was answered.</summary>
    public async Task<IReadOnlyList<TimedRequest>> StopAsync()
    {
        _stop = true;
        _sender!.Join();
        for (var waits = 0; waits < 100 && _lanes.SelectMany(lanes => lanes).Any(lane => lane.Busy); waits++) await Task.Delay(10);
        Dispose();
        await Task.WhenAll(_receivers);
        lock (_answered) return _answered.ToList();
    }

    public void Dispose()
    {
        _stop = true;
        foreach (var lane in _lanes.SelectMany(lanes => lanes)) lane.Connection.Dispose();
    }

    private void Send()
    {
        var start = MonotonicClock.Now;
        for (var i = 0; !_stop; i++)
        {
            MonotonicClock.SleepUntil(start + i * 1_000_000_000L / rate);
            var server = i % urls.Length;
            if (Array.Find(_lanes[server], lane => !lane.Busy) is not { } lane) continue; // all are waiting: what isn't sent proves nothing
            lane.Busy = true;
            lane.SentAt = MonotonicClock.Now;
            try
            {
                lane.Connection.Send(_requests[server]);
            }
            catch (Exception error) when (error is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                return; // it is over
            }
        }
    }

    private async Task ReceiveAsync(Lane lane)
    {
        try
        {
            while (await lane.Connection.ReceiveAsync())
            {
                if (!AnswerHead.TryRead(lane.Connection.Received, out var head) || lane.Connection.Received.Length < head.HeadBytes + head.ContentLength) continue;
                lane.Connection.Drop(head.HeadBytes + head.ContentLength);
                lock (_answered) _answered.Add(new TimedRequest(lane.Server, lane.SentAt, head.Status));
                lane.Busy = false;
            }
        }
        catch (Exception error) when (error is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private sealed class Lane(int server, Connection connection)
    {
        private volatile bool _busy;

        public int Server => server;
        public Connection Connection => connection;
        public long SentAt { get; set; }
        public bool Busy { get => _busy; set => _busy = value; }
    }
}
