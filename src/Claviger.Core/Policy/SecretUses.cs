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
    public SecretUse Of(KeySecret secret) => Of(secret.Id, secret.FirstUsedAt, secret.LastUsedAt);

    /// <summary>The same for any kind of credential.</summary>
    public SecretUse Of(SecretId secret, DateTimeOffset? first, DateTimeOffset? last) =>
        _uses.GetOrAdd(secret, static (id, made) => new SecretUse(made.All, id, made.First, made.Last), (All: this, First: first, Last: last));

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
