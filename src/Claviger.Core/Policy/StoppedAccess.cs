using Claviger.Core.Access;
using Claviger.Core.Keys;

namespace Claviger.Core.Policy;

/// <summary>
/// What was stopped while the store took no change: in force before it is stored. Ids of keys, admin keys, workspaces and members together, and
/// public parts of leaked tokens, because each kind has its own prefix. It only ever takes away.
/// </summary>
public sealed class StoppedAccess(IEnumerable<string> ids)
{
    private readonly HashSet<string> _ids = new(ids, StringComparer.Ordinal);

    public static StoppedAccess None { get; } = new([]);

    /// <summary>With its workspace end its keys, with a member their personal keys.</summary>
    public bool Stops(ApiKey key) => _ids.Count > 0
        && (_ids.Contains(key.Id.Value) || _ids.Contains(key.Workspace.Value) || key.IsPersonal && _ids.Contains(key.Owner.Id));

    /// <summary>One secret of a key that may have another.</summary>
    public bool Stops(SecretId secret) => _ids.Count > 0 && _ids.Contains(KeyToken.ApiKeyPrefix + secret);

    /// <summary>With a member end the keys that act as them.</summary>
    public bool Stops(AdminKey key) => _ids.Count > 0 && (_ids.Contains(key.Id.Value) || key.Owner is { Type: AdminKeyOwner.UserType, Id: { } owner } && _ids.Contains(owner));
}
