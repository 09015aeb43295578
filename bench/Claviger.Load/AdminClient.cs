using System.Text;
using System.Text.Json;

namespace Claviger.Load;

/// <summary>Calls of the Admin API, failing with what it said.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    public AdminClient(Options options)
    {
        _http = new HttpClient { BaseAddress = options.Url("gateway") };
        _http.DefaultRequestHeaders.Add("x-api-key", File.ReadAllText(options["admin-key"]).Trim());
        _http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    public async Task<JsonElement> PostAsync(string path, object body) => await ReadAsync(await _http.PostAsync("/v1/organizations" + path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json")));

    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await _http.GetAsync("/v1/organizations" + path));

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new ArgumentException($"{response.RequestMessage!.RequestUri}: {(int)response.StatusCode} {text}");
    }
}
