using Claviger.Core.Keys;

namespace Claviger.Core.Policy;

/// <summary>Secrets whose running requests are to be ended, wherever they run.</summary>
/// <param name="Cuts">The moment of the cut: requests that began before it are ended.</param>
public sealed record CutSecrets(IReadOnlyDictionary<SecretId, DateTimeOffset> Cuts)
{
    public static CutSecrets None { get; } = new(new Dictionary<SecretId, DateTimeOffset>());

    public bool IsEmpty => Cuts.Count == 0;

    public bool Ends(SecretId secret, DateTimeOffset begunAt) => Cuts.TryGetValue(secret, out var cut) && begunAt < cut;
}
