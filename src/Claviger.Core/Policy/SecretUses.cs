using System.Collections.Concurrent;
using Claviger.Core.Keys;

namespace Claviger.Core.Policy;

/// <summary>
/// The use of every secret that a snapshot held since the start, and which of it the store does not know yet. What is gone stays: a hundred
/// bytes a secret, and who forgot one while a snapshot with it is being built would count its uses twice.
/// </summary>
public sealed class SecretUses
{
    private readonly ConcurrentDictionary<SecretId, SecretUse> _uses = new();
    private readonly ConcurrentQueue<SecretUse> _changed = new();

    /// <summary>The one object of a secret; made from what is stored if it is new here.</summary>
    public SecretUse Of(KeySecret secret) => _uses.GetOrAdd(
        secret.Id, static (id, made) => new SecretUse(made.All, id, made.Secret.FirstUsedAt, made.Secret.LastUsedAt), (All: this, Secret: secret));

    public SecretUse? Find(SecretId id) => _uses.GetValueOrDefault(id);

    /// <summary>Uses that are worth storing, each once. What a failing store can't take is given back with <see cref="Enqueue"/>.</summary>
    public IReadOnlyList<SecretUse> TakeChanged(int most)
    {
        var taken = new List<SecretUse>();
        while (taken.Count < most && _changed.TryDequeue(out var use))
        {
            use.Dequeued();
            taken.Add(use);
        }

        return taken;
    }

    public void Enqueue(SecretUse use) => _changed.Enqueue(use);
}
