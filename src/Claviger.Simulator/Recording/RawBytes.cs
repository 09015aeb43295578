using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Claviger.Simulator.Recording;

/// <summary>
/// Keeps what the HTTP parser consumes of one connection, because its header collection forgets order and spelling.
/// One request at a time touches it: HTTP/1.1.
/// </summary>
internal sealed class RawBytes(PipeReader inner) : PipeReader
{
    private readonly ArrayBufferWriter<byte> _consumed = new();
    private ReadOnlySequence<byte> _last;

    public static async Task Tap(ConnectionContext connection, Func<Task> next)
    {
        var tap = new RawBytes(connection.Transport.Input);
        connection.Transport = new Duplex(tap, connection.Transport.Output);
        connection.Features.Set(tap);
        await next();
    }

    /// <summary>Everything consumed since the last call.</summary>
    public byte[] Take()
    {
        var bytes = _consumed.WrittenSpan.ToArray();
        _consumed.ResetWrittenCount();
        return bytes;
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(cancellationToken);
        _last = read.Buffer;
        return read;
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        _last = result.Buffer;
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_last.IsEmpty)
            foreach (var segment in _last.Slice(_last.Start, consumed)) _consumed.Write(segment.Span);
        _last = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
