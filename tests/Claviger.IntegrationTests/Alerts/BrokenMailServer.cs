using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>Speaks SMTP up to a point and then fails as it is told; afterwards it works. Counts the messages that it has said 250 to.</summary>
public sealed class BrokenMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly string? _failAt;
    private int _sessions;

    /// <param name="failAt">The first session ends at this: "MAIL", "RCPT", "DATA", ".": dropped there; "RCPT 450", "RCPT 550", ". 451": answered so.</param>
    public BrokenMailServer(string? failAt)
    {
        _failAt = failAt;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public List<string> Taken { get; } = [];

    /// <summary>Every line that came, but for those of mails.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>Message-ID of every message whose whole text came, taken or not.</summary>
    public List<string> Ids { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client, ++_sessions == 1 ? _failAt : null);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopping.
        }
    }

    private async Task TalkAsync(TcpClient client, string? failAt)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 broken");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                Said.Enqueue(line);
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (failAt == verb) return;
                if (failAt is not null && failAt.StartsWith(verb + " ", StringComparison.Ordinal)) await writer.WriteLineAsync($"{failAt[(verb.Length + 1)..]} as told");
                else if (verb == "EHLO") await writer.WriteLineAsync("250 broken");
                else if (verb == "DATA") await TakeAsync(reader, writer, failAt);
                else await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 ok");
                if (failAt == "." && Ids.Count > Taken.Count) return;
            }
        }
        catch (IOException)
        {
            // The client was quicker.
        }
    }

    private async Task TakeAsync(StreamReader reader, StreamWriter writer, string? failAt)
    {
        await writer.WriteLineAsync("354 go on");
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") text.Append(line).Append('\n');
        Ids.Add(text.ToString().Split('\n').Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)));
        if (failAt == ".") return; // the whole message came, and nobody hears what became of it
        if (failAt?.StartsWith(". ", StringComparison.Ordinal) == true)
        {
            await writer.WriteLineAsync($"{failAt[2..]} as told");
            return;
        }

        Taken.Add(text.ToString());
        await writer.WriteLineAsync("250 taken");
    }
}
