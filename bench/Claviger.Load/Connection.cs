using System.Net;
using System.Net.Sockets;

namespace Claviger.Load;

/// <summary>One keep-alive connection, bare: what a client library would cost is not part of the measurement.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    public ReadOnlySpan<byte> Received => _buffer.AsSpan(0, _filled);

    public static Connection Open(Uri url)
    {
        var connection = new Connection();
        connection._socket.Connect(new IPEndPoint(IPAddress.Parse(url.Host), url.Port));
        return connection;
    }

    /// <summary>From any thread; a request is small against the socket's buffer, so this does not wait.</summary>
    public void Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty) request = request[_socket.Send(request)..];
    }

    /// <summary>Adds what comes next to <see cref="Received"/>. False when the server closed.</summary>
    public async ValueTask<bool> ReceiveAsync()
    {
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), SocketFlags.None);
        _filled += read;
        return read > 0;
    }

    /// <summary>Forgets the first bytes of <see cref="Received"/>.</summary>
    public void Drop(int bytes)
    {
        _buffer.AsSpan(bytes, _filled - bytes).CopyTo(_buffer);
        _filled -= bytes;
    }

    public void Dispose() => _socket.Dispose();
}
