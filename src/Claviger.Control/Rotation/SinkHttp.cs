using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Claviger.Control.Webhooks;

namespace Claviger.Control.Rotation;

/// <summary>Calls of JSON APIs that sinks make. What the other side says is never repeated: it may hold the secret it was sent.</summary>
internal sealed class SinkHttp : IDisposable
{
    private const int MostBytes = 1024 * 1024; // Kubernetes' own bound of a Secret

    private readonly HttpClient _http;

    public SinkHttp(Uri address, bool allowPrivate, string? caCertificate)
    {
        var authorities = caCertificate is null ? null : Authorities.Of(caCertificate);
        _http = new HttpClient(GuardedConnections.Handler(allowPrivate, "rotation.allow_private", authorities)) { BaseAddress = address, MaxResponseContentBufferSize = MostBytes };
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(HttpMethod method, string path, IReadOnlyList<(string Name, string Value)> headers, object? body, CancellationToken ct, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var answer = await _http.SendAsync(request, ct);
        return (answer.StatusCode, JsonOf(await answer.Content.ReadAsByteArrayAsync(ct)));
    }

    /// <summary>Which failures are certain to have left nothing behind.</summary>
    public static SinkResult ResultOf(HttpRequestException error) => error switch
    {
        { StatusCode: { } status } => ResultOf(status, "it"),
        { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => SinkResult.Refused($"no connection: {error.Message}"),
        _ => SinkResult.InDoubt($"the connection broke: {error.Message}"),
    };

    /// <summary>Of an answer other than 2xx.</summary>
    public static SinkResult ResultOf(HttpStatusCode status, string who) => (int)status < 500
        ? SinkResult.Refused($"{who} answered {(int)status}")
        : SinkResult.InDoubt($"{who} answered {(int)status}");

    public void Dispose() => _http.Dispose();

    private static JsonElement JsonOf(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
