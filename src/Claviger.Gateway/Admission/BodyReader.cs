using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Admission;

/// <summary>Reads a body of declared length into one pooled buffer. Every fault is found before the first byte of it goes anywhere.</summary>
internal static class BodyReader
{
    /// <summary>What the headers alone can refuse.</summary>
    public static Refused Check(HttpRequest request, long maxBytes, bool mustBeJson)
    {
        // Two readers of one chunked body is how smuggling works; official SDKs always send the length.
        if (request.Headers.TransferEncoding.Count > 0 || request.ContentLength is null) return Refusal.LengthRequired;
        if (request.ContentLength > maxBytes)
            return new(Refusal.BodyTooLarge, $"the request body is {request.ContentLength} bytes; this endpoint takes at most {maxBytes}");
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity") return Refusal.ContentEncoded;
        if (mustBeJson && !IsJson(request.ContentType)) return Refusal.ContentTypeNotJson;
        return default;
    }

    /// <summary>Null when the client stopped short of what it had declared.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int length, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var filled = 0;
        try
        {
            var reader = request.BodyReader;
            while (filled < length)
            {
                if (!reader.TryRead(out var read)) read = await reader.ReadAsync(ct); // mostly it came with the headers
                foreach (var segment in read.Buffer)
                {
                    segment.Span.CopyTo(buffer.AsSpan(filled));
                    filled += segment.Length;
                }

                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }
        }
        catch (Exception error) when (error is BadHttpRequestException or IOException or OperationCanceledException)
        {
            filled = -1;
        }

        if (filled == length) return buffer;
        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType is null) return false;
        var end = contentType.IndexOf(';');
        return contentType.AsSpan(0, end < 0 ? contentType.Length : end).Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
