using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator.Wire;

/// <summary>A whole request body in a pooled buffer; give it back by disposing.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBuffer = 4096;
    private byte[] _buffer;
    private int _length;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Null when the body is larger than <paramref name="most"/> bytes.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most) return null;
        var body = new RequestBody((int)(request.ContentLength ?? FirstBuffer));
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            foreach (var segment in read.Buffer)
            {
                if (body._length + segment.Length > most)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    body.Dispose();
                    return null;
                }

                body.Append(segment.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return body;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes.Length, checked(_buffer.Length * 2)));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }
}
