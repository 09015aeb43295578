using System.Text;
using System.Text.Json;

namespace Claviger.Load;

/// <summary>Calls of the Admin API, failing with what it said.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _key;

    public AdminClient(Options options)
    {
        _http = new HttpClient { BaseAddress = options.Url("gateway") };
        _key = File.ReadAllText(options["admin-key"]).Trim();
        _http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    /// <param name="by">Another admin key than the usual one.</param>
    public async Task<JsonElement> PostAsync(string path, object? body, string? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations" + path) { Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", by ?? _key);
        return await ReadAsync(await _http.SendAsync(request));
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/organizations" + path) { Headers = { { "x-api-key", _key } } };
        return await ReadAsync(await _http.SendAsync(request));
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new ArgumentException($"{response.RequestMessage!.RequestUri}: {(int)response.StatusCode} {text}");
    }
}
