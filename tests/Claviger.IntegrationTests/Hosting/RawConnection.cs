using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>
/// A client of HTTP/1.1 that sends what it is told, byte for byte, and shows what comes back the same way. It knows just enough of
/// framing to find the end of an answer; nothing is mended, decoded or retried.
/// </summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _from, _to;
    private long _left;      // of a body with a length, or of the current chunk
    private Framing _framing;

    private enum Framing { None, Length, Chunked, UntilClose }

    public static async Task<RawConnection> OpenAsync(string url)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(new Uri(url).Host, new Uri(url).Port);
        return connection;
    }

    public Task SendAsync(string latin1) => SendAsync(Encoding.Latin1.GetBytes(latin1));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    /// <summary>Null when the other side closed without a word.</summary>
    public async Task<RawHead?> TryReadHeadAsync(bool bodyless = false)
    {
        if (await LineAsync() is not { } first) return null;
        var headers = new List<KeyValuePair<string, string>>();
        while (await LineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ')));
        }

        var head = new RawHead(int.Parse(first.Split(' ')[1], CultureInfo.InvariantCulture), headers);
        if (head.Status == 100) return await TryReadHeadAsync(bodyless);
        var isEmpty = bodyless || head.Status is 204 or 304;
        _framing = isEmpty ? Framing.None
            : head.One("transfer-encoding") is not null ? Framing.Chunked
            : head.One("content-length") is not null ? Framing.Length
            : Framing.UntilClose;
        _left = _framing == Framing.Length ? long.Parse(head.One("content-length")!, CultureInfo.InvariantCulture) : 0;
        return head;
    }

    public async Task<RawHead> ReadHeadAsync(bool bodyless = false) =>
        await TryReadHeadAsync(bodyless) ?? throw new IOException("closed without an answer");

    /// <summary>The next bytes of the body; empty at its end, null where the connection broke before.</summary>
    public async Task<byte[]?> ReadSomeAsync()
    {
        if (_framing == Framing.Chunked && _left == 0)
        {
            if (await LineAsync() is not { } size) return null;
            _left = long.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (_left == 0)
            {
                await LineAsync();
                _framing = Framing.None;
            }
        }

        if (_framing == Framing.None || _framing == Framing.Length && _left == 0) return [];
        if (_from == _to && !await FillAsync()) return _framing == Framing.UntilClose ? [] : null;
        var take = _framing == Framing.UntilClose ? _to - _from : (int)Math.Min(_left, _to - _from);
        var some = _buffer.AsSpan(_from, take).ToArray();
        _from += take;
        _left -= take;
        if (_framing == Framing.Chunked && _left == 0) await LineAsync();
        return some;
    }

    public async Task<RawAnswer> ReadRestAsync(RawHead head)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var some = await ReadSomeAsync();
            if (some is not { Length: > 0 }) return new RawAnswer(head, body.ToArray(), some is not null);
            body.Write(some);
        }
    }

    public async Task<RawAnswer> ReadAnswerAsync(bool bodyless = false) => await ReadRestAsync(await ReadHeadAsync(bodyless));

    /// <summary>Body bytes up to the end of the <paramref name="count"/>th event; fewer where the stream ended first.</summary>
    public async Task<byte[]> ReadEventsAsync(int count)
    {
        using var seen = new MemoryStream();
        while (Events(seen.GetBuffer().AsSpan(0, (int)seen.Length)) < count && await ReadSomeAsync() is { Length: > 0 } some) seen.Write(some);
        return seen.ToArray();
    }

    public static int Events(ReadOnlySpan<byte> stream) => stream.Count("\n\n"u8);

    /// <summary>True when the other side has closed: nothing more comes.</summary>
    public async Task<bool> IsClosedAsync() => _from == _to && !await FillAsync();

    /// <summary>Leaves at once, without the courtesy of a clean end.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void ShutDownSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<string?> LineAsync()
    {
        var line = new List<byte>();
        while (true)
        {
            if (_from == _to && !await FillAsync()) return null;
            var next = _buffer[_from++];
            if (next == '\n') return Encoding.Latin1.GetString(line is [.., (byte)'\r'] ? [.. line[..^1]] : [.. line]);
            line.Add(next);
        }
    }

    private async Task<bool> FillAsync()
    {
        try
        {
            (_from, _to) = (0, await _socket.ReceiveAsync(_buffer));
            return _to > 0;
        }
        catch (SocketException)
        {
            (_from, _to) = (0, 0);
            return false;
        }
    }
}
