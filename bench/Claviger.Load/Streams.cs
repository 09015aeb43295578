using System.Buffers.Text;
using System.Text.Json;

namespace Claviger.Load;

/// <summary>
/// So many streams at once, each started anew as it ends. Time to first byte, and of each stamped event the time between the
/// simulator's sending and our reading: both processes read the same clock. What a server adds is the difference to the direct run.
/// </summary>
internal static class Streams
{
    public static async Task<int> RunAsync(Options options)
    {
        var url = options.Url("url");
        var requests = RequestBytes.Of(url, File.ReadAllText(options["body"]), options.Keys());
        var count = options.Number("streams");
        var start = MonotonicClock.Now;
        var end = start + options.Number("seconds") * 1_000_000_000L;
        // Starts are spread over a second, so that events of different streams do not come in step.
        var all = await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => Lane.RunAsync(url, requests, i, i * 1_000.0 / count, end))));

        var (first, delay) = (new Samples(), new Samples());
        foreach (var lane in all)
        {
            first.AddAll(lane.FirstByte);
            delay.AddAll(lane.Delay);
        }

        var (streams, events, failed) = (all.Sum(lane => lane.Whole), all.Sum(lane => lane.Events), all.Sum(lane => lane.Failed));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            requests = streams,
            errors = failed,
            events,
            ttfb_p50 = first.Percentile(50),
            ttfb_p99 = first.Percentile(99),
            p50 = delay.Percentile(50),
            p99 = delay.Percentile(99),
        }));
        return failed == 0 && streams > 0 ? 0 : 1;
    }

    private sealed class Lane
    {
        private const int StampDigits = 19;

        public Samples FirstByte { get; } = new();
        public Samples Delay { get; } = new();
        public int Whole { get; private set; }
        public int Failed { get; private set; }

        /// <summary>Events of any type; the stamped ones among them are timed.</summary>
        public long Events { get; private set; }

        public static async Task<Lane> RunAsync(Uri url, byte[][] requests, int number, double delayMs, long end)
        {
            var lane = new Lane();
            await Task.Delay(TimeSpan.FromMilliseconds(delayMs));
            using var connection = Connection.Open(url);
            for (var turn = number; MonotonicClock.Now < end; turn++)
            {
                if (!await lane.StreamAsync(connection, requests[turn % requests.Length]))
                {
                    lane.Failed++;
                    return lane;
                }

                lane.Whole++;
            }

            return lane;
        }

        private async Task<bool> StreamAsync(Connection connection, byte[] request)
        {
            var sent = MonotonicClock.Now;
            connection.Send(request);
            AnswerHead head;
            do
            {
                if (!await connection.ReceiveAsync()) return false;
            }
            while (!AnswerHead.TryRead(connection.Received, out head));
            FirstByte.Add(MonotonicClock.Now - sent);
            if (head.Status != 200 || head.ContentLength >= 0) return false;
            connection.Drop(head.HeadBytes);
            while (true)
            {
                if (TakeEvents(connection)) return true;
                if (!await connection.ReceiveAsync()) return false;
            }
        }

        /// <summary>True at the end of the stream.</summary>
        private bool TakeEvents(Connection connection)
        {
            var now = MonotonicClock.Now;
            var received = connection.Received;
            var taken = 0;
            for (var end = received.IndexOf("\n\n"u8); end >= 0; end = received[taken..].IndexOf("\n\n"u8))
            {
                var one = received.Slice(taken, end);
                var at = one.IndexOf("\"@"u8);
                if (at >= 0 && Utf8Parser.TryParse(one.Slice(at + 2, StampDigits), out long stamp, out _)) Delay.Add(now - stamp);
                Events++;
                taken += end + 2;
            }

            var rest = received[taken..];
            var last = rest.IndexOf("0\r\n\r\n"u8); // after whole events only chunk heads are left, and the last of them is empty
            if (last >= 0 && rest[..last].IndexOf("event"u8) < 0) return Drop(connection, received.Length);
            connection.Drop(taken);
            return false;
        }

        private static bool Drop(Connection connection, int bytes)
        {
            connection.Drop(bytes);
            return true;
        }
    }
}
