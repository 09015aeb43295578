using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Core;
using Claviger.Cli.Http;

namespace Claviger.Cli.Scan;

/// <summary>Anthropic's Admin API with an admin key: where, and as whom.</summary>
internal sealed class AnthropicDoor : IDisposable
{
    public const string DefaultUrl = "https://api.anthropic.com";
    public const string KeyVariable = "ANTHROPIC_ADMIN_KEY";

    private readonly HttpClient _http;

    /// <param name="handler">Carries the calls.</param>
    public AnthropicDoor(string baseUrl, string adminKey, HttpMessageHandler handler)
    {
        BaseUrl = baseUrl.TrimEnd('/');
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = 64 << 20 };
        Client = new AnthropicClient(new ClientOptions { BaseUrl = BaseUrl, ApiKey = adminKey, AuthToken = null, ResponseValidation = true, MaxRetries = 2, HttpClient = _http });
        _key = adminKey;
    }

    private readonly string _key;

    public string BaseUrl { get; }

    public AnthropicClient Client { get; }

    /// <summary>For the families that the official client has no methods for.</summary>
    public async Task<HttpResponseMessage> GetAsync(string pathAndQuery, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{BaseUrl}/v1/organizations/{pathAndQuery}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        request.Headers.Add("anthropic-version", AdminClient.ApiVersion);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("claviger-cli", CliRoot.Version));
        return await _http.SendAsync(request, ct);
    }

    /// <summary>A change, sent once: whether it may be sent again is for the caller to say.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject? body, string? beta, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, $"{BaseUrl}/v1/organizations/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        request.Headers.Add("anthropic-version", AdminClient.ApiVersion);
        if (beta is not null) request.Headers.Add("anthropic-beta", beta);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("claviger-cli", CliRoot.Version));
        if (body is not null) request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await _http.SendAsync(request, ct);
    }

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}
