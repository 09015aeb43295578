using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>Makes a sink out of what is stored of it. Its settings were checked when they were set, but the server's configuration may have changed since.</summary>
public sealed class SinkFactory(RotationOptions options, TimeProvider clock)
{
    /// <exception cref="IOException">What the configuration names can't be read.</exception>
    /// <exception cref="InvalidOperationException">The server's configuration no longer has what this sink needs.</exception>
    public ISecretSink Make(SecretSink sink, string? credential)
    {
        if (SinkFaults.In(sink.Kind, sink.Settings, credential is not null, options) is { } fault) throw new InvalidOperationException(fault.Message);
        return sink.Kind switch
        {
            SinkKind.File => new FileSink(sink.Settings, options),
            SinkKind.Command => new CommandSink(sink.Settings, options),
            SinkKind.Webhook => new WebhookSink(sink.Settings, credential!, options, clock),
            SinkKind.Vault => new VaultSink(sink.Settings, credential!, options),
            SinkKind.Kubernetes => new KubernetesSink(sink.Settings, credential, options),
            _ => throw new ArgumentOutOfRangeException(nameof(sink)),
        };
    }
}
