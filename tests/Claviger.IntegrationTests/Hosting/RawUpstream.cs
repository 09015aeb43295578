using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>An upstream that answers with exactly the bytes it is given, whatever they are, and keeps exactly the bytes it got.</summary>
public sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Func<NetworkStream, Task>> _answers = new();
    private readonly ConcurrentQueue<(string Head, byte[] Body)> _received = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private RawUpstream()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Head (Latin-1, without its blank line) and body of each request so far.</summary>
    public IReadOnlyList<(string Head, byte[] Body)> Received => [.. _received];

    public static RawUpstream Start() => new();

    /// <summary>The next request gets these bytes.</summary>
    public void Answer(params byte[][] parts) => _answers.Enqueue(async stream =>
    {
        foreach (var part in parts) await stream.WriteAsync(part);
    });

    public void Answer(string latin1) => Answer(Encoding.Latin1.GetBytes(latin1));

    /// <summary>The next request is answered by this; the connection closes when it throws.</summary>
    public void Answer(Func<NetworkStream, Task> answer) => _answers.Enqueue(answer);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true) running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var closing = _stop.Token.Register(client.Dispose);
        try
        {
            var stream = client.GetStream();
            while (await ReadAsync(stream) is { } request)
            {
                _received.Enqueue(request);
                if (!_answers.TryDequeue(out var answer)) return;
                await answer(stream);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The other side left, or this one stops.
        }
    }

    private static async Task<(string Head, byte[] Body)?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n']))
        {
            if (await stream.ReadAsync(one) == 0) return null;
            head.Add(one[0]);
        }

        var text = Encoding.Latin1.GetString([.. head]);
        var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[length is null ? 0 : int.Parse(length[15..], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        return (text[..^4], body);
    }
}
