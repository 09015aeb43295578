using System.Net;
using System.Text;
using System.Text.Json;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>
/// One field of a Kubernetes Secret, by a merge patch (as known in 2025; unverified against a running cluster). The Secret must be there:
/// who may patch one by name needs no right to create or list them. The server's own token only ever goes to the server's own API server.
/// </summary>
internal sealed class KubernetesSink : ISecretSink
{
    private readonly SinkSettings _settings;
    private readonly string? _credential;
    private readonly RotationOptions _options;
    private readonly SinkHttp _http;

    public KubernetesSink(SinkSettings settings, string? credential, RotationOptions options)
    {
        (_settings, _credential, _options) = (settings, credential, options);
        _http = settings.Url is { } own
            ? new SinkHttp(new Uri(own), options.AllowPrivate, settings.CaCertificate)
            : new SinkHttp(options.KubernetesUrl!, allowPrivate: true, options.KubernetesCaFile is { } file ? File.ReadAllText(file) : null);
    }

    public bool CanRead => true;

    public async Task<SinkResult> DeliverAsync(ApiKey key, string token, CancellationToken ct)
    {
        try
        {
            var patch = new { data = new Dictionary<string, string> { [_settings.Field!] = Convert.ToBase64String(Encoding.UTF8.GetBytes(token)) } };
            var (status, _) = await _http.CallAsync(HttpMethod.Patch, PathOf(key), Headers(), patch, ct, "application/merge-patch+json");
            return (int)status is >= 200 and < 300 ? SinkResult.Delivered
                : status == HttpStatusCode.NotFound ? SinkResult.Refused($"there is no Secret {SinkTarget.Fill(_settings.Name!, key)} in namespace {_settings.Namespace}: make an empty one")
                : SinkHttp.ResultOf(status, "Kubernetes");
        }
        catch (HttpRequestException error)
        {
            return SinkHttp.ResultOf(error);
        }
    }

    public async Task<string?> ReadAsync(ApiKey key, CancellationToken ct)
    {
        var (status, body) = await _http.CallAsync(HttpMethod.Get, PathOf(key), Headers(), null, ct);
        if (status == HttpStatusCode.NotFound) return null;
        if (status != HttpStatusCode.OK) throw new IOException($"Kubernetes answered {(int)status}");
        return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty(_settings.Field!, out var text)
            && text.ValueKind == JsonValueKind.String && text.TryGetBytesFromBase64(out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    public void Dispose() => _http.Dispose();

    private string PathOf(ApiKey key) => $"/api/v1/namespaces/{_settings.Namespace}/secrets/{SinkTarget.Fill(_settings.Name!, key)}";

    private List<(string, string)> Headers() => [("Authorization", "Bearer " + (_settings.Url is null ? File.ReadAllText(_options.KubernetesTokenFile!).Trim() : _credential))];
}
