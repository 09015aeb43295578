using Claviger.Core.Policy;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Upstream;

/// <summary>
/// Sends to upstream over pooled connections. No redirects, cookies, decompression, proxy or tracing headers: what was sent is what
/// the caller sent, and where it goes comes from configuration only. It never retries: a request may have been charged.
/// </summary>
public sealed class UpstreamClient : IDisposable
{
    private readonly HttpMessageInvoker _invoker;

    public UpstreamClient(HttpMessageHandler? handler = null) => _invoker = new HttpMessageInvoker(handler ?? new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows DNS
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
        MaxResponseHeadersLength = 64,
        MaxConnectionsPerServer = int.MaxValue,
        RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.Latin1, // a byte is a byte: what the caller wrote passes
        ResponseHeaderEncodingSelector = static (_, _) => System.Text.Encoding.Latin1,
    });

    /// <summary>The caller's method, target and headers, with another body and credential. Returns when the answer's headers are here.</summary>
    public Task<HttpResponseMessage> SendAsync(UpstreamTarget target, HttpContext http, HttpContent? content, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(http.Request.Method), target.Address(http.Request.Path, http.Request.QueryString.Value)) { Content = content };
        HeaderPolicy.ToUpstream(http.Request.Headers, request, target.Credential);
        return _invoker.SendAsync(request, ct);
    }

    /// <summary>The caller's method, path and headers with another query and no body (the next page of a list).</summary>
    public Task<HttpResponseMessage> SendAsync(UpstreamTarget target, HttpContext http, string? query, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(http.Request.Method), target.Address(http.Request.Path, query));
        HeaderPolicy.ToUpstream(http.Request.Headers, request, target.Credential);
        return _invoker.SendAsync(request, ct);
    }

    /// <summary>Counts the tokens of a caller's message, under the caller's own version and beta headers.</summary>
    public Task<HttpResponseMessage> CountAsync(UpstreamTarget target, HttpContext http, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target.Address("/v1/messages/count_tokens", http.Request.QueryString.Value)) { Content = new PooledBody(body) };
        HeaderPolicy.ToUpstream(http.Request.Headers, request, target.Credential);
        return _invoker.SendAsync(request, ct);
    }

    /// <summary>A request of Claviger's own (settling a batch).</summary>
    public Task<HttpResponseMessage> GetAsync(UpstreamTarget target, string path, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, target.Address(path, null));
        HeaderPolicy.ToUpstream(new HeaderDictionary { ["anthropic-version"] = "2023-06-01" }, request, target.Credential);
        return _invoker.SendAsync(request, ct);
    }

    public void Dispose() => _invoker.Dispose();
}
