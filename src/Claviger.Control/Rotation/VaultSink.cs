using System.Net;
using System.Text.Json;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>
/// HashiCorp Vault or OpenBao, KV version 2, by their HTTP API (as known in 2025; unverified against a running server). Check-and-set with the
/// version that was read: somebody else's write in between is never lost, and other fields of the secret stay.
/// </summary>
internal sealed class VaultSink(SinkSettings settings, string credential, RotationOptions options) : ISecretSink
{
    private readonly SinkHttp _http = new(new Uri(settings.Url!), options.AllowPrivate, settings.CaCertificate);

    public bool CanRead => true;

    public async Task<SinkResult> DeliverAsync(ApiKey key, string token, CancellationToken ct)
    {
        var sent = false;
        try
        {
            var (vaultToken, refused) = await EnterAsync(ct);
            if (vaultToken is null) return refused;
            var (status, there) = await _http.CallAsync(HttpMethod.Get, PathOf(key), Headers(vaultToken), null, ct);
            if (status is not (HttpStatusCode.OK or HttpStatusCode.NotFound)) return SinkResult.Refused($"Vault answered {(int)status} when the secret was read: its policy needs read and create, update on {PathOf(key)}");
            var (version, fields) = Seen(there);
            fields[settings.Field!] = token;
            sent = true;
            (status, _) = await _http.CallAsync(HttpMethod.Post, PathOf(key), Headers(vaultToken), new { options = new { cas = version }, data = fields }, ct);
            return (int)status is >= 200 and < 300 ? SinkResult.Delivered
                : status == HttpStatusCode.BadRequest ? SinkResult.Refused($"Vault answered 400: the secret was changed by somebody else meanwhile (version {version} was expected), or refused")
                : SinkHttp.ResultOf(status, "Vault");
        }
        catch (HttpRequestException error)
        {
            return sent ? SinkHttp.ResultOf(error) : SinkResult.Refused($"Vault could not be reached: {error.Message}");
        }
    }

    public async Task<string?> ReadAsync(ApiKey key, CancellationToken ct)
    {
        var (vaultToken, refused) = await EnterAsync(ct);
        if (vaultToken is null) throw new IOException(refused.Reason);
        var (status, there) = await _http.CallAsync(HttpMethod.Get, PathOf(key), Headers(vaultToken), null, ct);
        if (status == HttpStatusCode.NotFound) return null;
        if (status != HttpStatusCode.OK) throw new IOException($"Vault answered {(int)status}");
        return Seen(there).Fields.GetValueOrDefault(settings.Field!) switch { string text => text, JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(), _ => null };
    }

    public void Dispose() => _http.Dispose();

    private async Task<(string? Token, SinkResult Refused)> EnterAsync(CancellationToken ct)
    {
        if (settings.RoleId is not { } role) return (credential, default);
        var (status, body) = await _http.CallAsync(HttpMethod.Post, $"/v1/auth/{settings.AuthMount ?? "approle"}/login", Headers(null), new { role_id = role, secret_id = credential }, ct);
        return status == HttpStatusCode.OK && Member(Member(body, "auth"), "client_token") is { ValueKind: JsonValueKind.String } token
            ? (token.GetString(), default)
            : (null, SinkResult.Refused($"Vault answered {(int)status} to the log-in of role {role}"));
    }

    /// <summary>A deleted secret answers 404, and tells its version all the same.</summary>
    private static (long Version, Dictionary<string, object?> Fields) Seen(JsonElement body)
    {
        var data = Member(body, "data");
        var version = Member(Member(data, "metadata"), "version") is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0;
        var fields = Member(data, "data") is { ValueKind: JsonValueKind.Object } there ? there.EnumerateObject().ToDictionary(field => field.Name, object? (field) => field.Value, StringComparer.Ordinal) : [];
        return (version, fields);
    }

    private static JsonElement Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    private string PathOf(ApiKey key) => $"/v1/{settings.Mount}/data/{SinkTarget.Fill(settings.Path!, key)}";

    private List<(string, string)> Headers(string? token)
    {
        List<(string, string)> headers = [("X-Vault-Request", "true")];
        if (token is not null) headers.Add(("X-Vault-Token", token));
        if (settings.Namespace is { } space) headers.Add(("X-Vault-Namespace", space));
        return headers;
    }
}
