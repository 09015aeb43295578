using Claviger.Core.Keys;

namespace Claviger.Control.Rotation;

/// <summary>A place that a key's secret is brought to: a new secret of an old key, or the first one of a new key.</summary>
public interface ISecretSink : IDisposable
{
    /// <summary>What a sink throws is taken as in doubt: it refuses by its result.</summary>
    Task<SinkResult> DeliverAsync(ApiKey key, string token, CancellationToken ct);

    /// <summary>What is there now; null: nothing, or something else than a text. Throws when it can't be read.</summary>
    Task<string?> ReadAsync(ApiKey key, CancellationToken ct);

    bool CanRead { get; }
}
