using System.Globalization;
using System.Net.Http.Headers;

namespace Claviger.Control.Webhooks;

/// <summary>Sends signed messages. Follows no redirect and asks no proxy; addresses are judged after the name was resolved, so that no name can hide one.</summary>
public sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    /// <param name="allowPrivate">Receivers inside the own network are wanted.</param>
    /// <param name="setting">The setting that would allow those, for the refusal.</param>
    /// <param name="patience">For a whole answer, its body included; null: 10 seconds.</param>
    public WebhookSender(bool allowPrivate, TimeProvider clock, string setting = "audit.webhook_allow_private", TimeSpan? patience = null)
    {
        _clock = clock;
        _http = new HttpClient(GuardedConnections.Handler(allowPrivate, setting)) { Timeout = patience ?? UsualPatience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <exception cref="HttpRequestException">Not delivered: no connection, a forbidden address, or an answer other than 2xx.</exception>
    public Task SendAsync(Uri address, WebhookSecret secret, string id, byte[] body, CancellationToken ct) => SendAsync(address, [secret], id, body, ct);

    /// <param name="secrets">Several while one takes the place of another: a receiver knows one of them.</param>
    /// <exception cref="HttpRequestException">Not delivered: no connection, a forbidden address, or an answer other than 2xx.</exception>
    public async Task SendAsync(Uri address, IReadOnlyList<WebhookSecret> secrets, string id, byte[] body, CancellationToken ct)
    {
        var at = _clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = Json(address, body);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(secret => secret.Sign(id, at, body))));
        using var answer = await _http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"it answered {(int)answer.StatusCode}; only 2xx counts as taken", null, answer.StatusCode);
    }

    /// <summary>A message in somebody else's form, unsigned.</summary>
    /// <exception cref="HttpRequestException">The same, and of what it answered the beginning.</exception>
    public async Task PostAsync(Uri address, byte[] body, CancellationToken ct)
    {
        using var request = Json(address, body);
        using var answer = await _http.SendAsync(request, ct);
        if (answer.IsSuccessStatusCode) return;
        var text = await answer.Content.ReadAsStringAsync(ct);
        throw new HttpRequestException($"it answered {(int)answer.StatusCode}; only 2xx counts as taken. It said: {new string([.. text.Take(200).Select(c => char.IsControl(c) ? ' ' : c)]).Trim()}");
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Json(Uri address, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }
}
