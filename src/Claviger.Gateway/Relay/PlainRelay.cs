using System.Buffers;
using Claviger.Gateway.Upstream;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Relay;

/// <summary>Passes an answer on as it comes, flushed piece by piece, reading nothing of it.</summary>
internal static class PlainRelay
{
    private const int ChunkBytes = 16 * 1024;

    public static async Task CopyAsync(Exchange exchange, HttpResponseMessage answer, StallWatch.Watched watch)
    {
        var response = exchange.Http.Response;
        HeaderPolicy.ToClient(answer, response.Headers);
        if (HttpMethods.IsHead(exchange.Http.Request.Method)) return;
        response.ContentLength = answer.Content.Headers.ContentLength;
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(watch.Token);
            while (true)
            {
                var read = await stream.ReadAsync(chunk, watch.Token);
                if (read == 0) return;
                watch.Heard();
                if ((await response.BodyWriter.WriteAsync(chunk.AsMemory(0, read))).IsCompleted) return; // nobody is there
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
