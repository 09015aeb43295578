using System.Net;
using System.Net.Sockets;

namespace Claviger.Tests.Storage;

/// <summary>Between a program and its PostgreSQL: a network that can be cut or go silent, at the moment that a test chooses.</summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly List<Socket> _open = [];
    private readonly Task _accepting;
    private TaskCompletionSource _flows = Done();
    private volatile bool _away;

    public StoreProxy(string host, int port)
    {
        _target = new IPEndPoint(IPAddress.Parse(host), port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Asked for each piece that the program sends, on any connection.</summary>
    public Func<ReadOnlyMemory<byte>, Fate> Judge { get; set; } = _ => Fate.Pass;

    /// <summary>Every connection breaks, and new ones are refused, until <see cref="Restore"/>: a server that was killed.</summary>
    public void Cut()
    {
        _away = true;
        CloseAll();
    }

    /// <summary>Nothing flows any more, and nobody is told: a server that was paused.</summary>
    public void Silence() => _flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Restore()
    {
        _away = false;
        _flows.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Restore();
        CloseAll();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var program = await _listener.AcceptSocketAsync();
                if (_away) program.Dispose();
                else _ = ServeAsync(program);
            }
        }
        catch (SocketException)
        {
            // stopped
        }
        catch (ObjectDisposedException)
        {
            // stopped
        }
    }

    private async Task ServeAsync(Socket program)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_open) _open.AddRange([program, server]);
        try
        {
            await server.ConnectAsync(_target);
            await Task.WhenAny(CopyAsync(program, server, fromProgram: true), CopyAsync(server, program, fromProgram: false));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // cut
        }

        program.Dispose();
        server.Dispose();
    }

    private async Task CopyAsync(Socket from, Socket to, bool fromProgram)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                await _flows.Task;
                var fate = fromProgram ? Judge(buffer.AsMemory(0, count)) : Fate.Pass;
                if (fate == Fate.Lost) return;
                await to.SendAsync(buffer.AsMemory(0, count));
                if (fate != Fate.AnswerLost) continue;
                await to.ReceiveAsync(buffer); // the server has done it; the program never hears of it
                return;
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // cut
        }
    }

    private void CloseAll()
    {
        lock (_open)
        {
            foreach (var socket in _open) socket.Dispose();
            _open.Clear();
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    public enum Fate
    {
        Pass,

        /// <summary>It never reaches the server, and the connection breaks.</summary>
        Lost,

        /// <summary>The server does it; the connection breaks before its answer is back.</summary>
        AnswerLost,
    }
}
