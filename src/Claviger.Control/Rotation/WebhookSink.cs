using System.Net;
using System.Text.Json;
using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>A receiver over https, with Standard Webhooks' signature. The body holds the secret: TLS seals it, and plain http is for this machine alone (ADR 0022).</summary>
internal sealed class WebhookSink(SinkSettings settings, string credential, RotationOptions options, TimeProvider clock) : ISecretSink
{
    private readonly WebhookSender _sender = new(options.AllowPrivate, clock, "rotation.allow_private");

    public bool CanRead => false;

    public async Task<SinkResult> DeliverAsync(ApiKey key, string token, CancellationToken ct)
    {
        if (WebhookSecret.Read(credential) is not { } secret) return SinkResult.Refused("its credential is no webhook secret (whsec_…)");
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "api_key.secret",
            timestamp = clock.GetUtcNow(),
            data = new { api_key_id = key.Id.Value, name = key.Name, service = key.Service, environment = key.Environment, workspace_id = key.Workspace.Value, secret = token },
        });
        try
        {
            await _sender.SendAsync(new Uri(settings.Url!), secret, "msg_" + Base62.Random(22), body, ct);
            return SinkResult.Delivered;
        }
        catch (HttpRequestException error)
        {
            return SinkHttp.ResultOf(error);
        }
    }

    public Task<string?> ReadAsync(ApiKey key, CancellationToken ct) => throw new NotSupportedException();

    public void Dispose() => _sender.Dispose();
}
