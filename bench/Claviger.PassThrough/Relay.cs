using System.Buffers;
using System.Collections.Frozen;
using System.Net;

namespace Claviger.PassThrough;

/// <summary>
/// What the gateway would be if it governed nothing: swaps the credential, passes the body on as it comes and the answer back with
/// a flush per read. No keys, no look into any body, no limits, no books, no time-outs. Kept apart from the gateway's own code on
/// purpose: a yardstick that changed with what it measures would show nothing.
/// </summary>
internal sealed class Relay(Uri upstream, string key) : IDisposable
{
    private const int ChunkBytes = 16 * 1024;

    private readonly string _root = upstream.GetLeftPart(UriPartial.Authority);

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
        MaxConnectionsPerServer = int.MaxValue,
    });

    public async Task InvokeAsync(HttpContext http)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), _root + http.Request.Path + http.Request.QueryString);
        if (http.Request.ContentLength is { } length) request.Content = new PassedBody(http.Request.BodyReader, length);
        foreach (var (name, values) in http.Request.Headers)
        {
            if (StaysHere(name)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, (string?)values)) request.Content?.Headers.TryAddWithoutValidation(name, (string?)values);
        }

        request.Headers.TryAddWithoutValidation("x-api-key", key);
        using var answer = await _invoker.SendAsync(request, http.RequestAborted);
        var response = http.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated)
            if (!StaysHere(name)) response.Headers[name] = values.ToString();
        foreach (var (name, values) in answer.Content.Headers.NonValidated) response.Headers[name] = values.ToString();

        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
            while (true)
            {
                var read = await stream.ReadAsync(chunk, http.RequestAborted);
                if (read == 0) return;
                await response.BodyWriter.WriteAsync(chunk.AsMemory(0, read), http.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static bool StaysHere(string name) => Stays.Contains(name) || name.StartsWith("anthropic-ratelimit-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Credentials, what belongs to one hop, and upstream's account: the same headers cross as in the gateway, so that these differ in nothing but governance.</summary>
    private static readonly FrozenSet<string> Stays = FrozenSet.ToFrozenSet(
        [
            "x-api-key", "authorization", "cookie", "set-cookie", "anthropic-workspace-id", "anthropic-organization-id",
            "connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
            "host", "content-length", "expect", "accept-encoding", "server", "date", "via", "strict-transport-security", "cf-ray", "cf-cache-status",
        ],
        StringComparer.OrdinalIgnoreCase);
}
