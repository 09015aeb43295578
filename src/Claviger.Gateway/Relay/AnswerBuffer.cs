using System.Buffers;
using Claviger.Gateway.Upstream;

namespace Claviger.Gateway.Relay;

/// <summary>A whole answer in pooled memory, for answers that must be understood before the client sees them.</summary>
internal sealed class AnswerBuffer : IDisposable
{
    /// <summary>Far above any message; a hostile upstream must not fill the memory.</summary>
    public const int MaxBytes = 64 << 20;

    private byte[] _bytes;
    private int _length;

    private AnswerBuffer(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <exception cref="IOException">Upstream broke off, or the answer is larger than <see cref="MaxBytes"/>.</exception>
    public static async ValueTask<AnswerBuffer> ReadAsync(HttpResponseMessage answer, StallWatch.Watched watch)
    {
        var declared = answer.Content.Headers.ContentLength;
        if (declared > MaxBytes) throw TooLarge();
        var buffer = new AnswerBuffer((int)(declared ?? 8 * 1024));
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(watch.Token);
            while (buffer._length != declared)
            {
                if (buffer._length == buffer._bytes.Length) buffer.Grow();
                var read = await stream.ReadAsync(buffer._bytes.AsMemory(buffer._length), watch.Token);
                if (read == 0) return buffer;
                buffer._length += read;
                watch.Heard();
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow()
    {
        if (_length >= MaxBytes) throw TooLarge();
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(MaxBytes, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private static IOException TooLarge() => new($"upstream's answer is larger than {MaxBytes} bytes");
}
