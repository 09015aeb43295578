using Claviger.Core.Keys;

namespace Claviger.Core.Access;

/// <summary>
/// Which personal keys work: those whose owner is a member and may make keys in the key's workspace. So one stops, without an act of its
/// own, when its owner leaves the workspace or is given a lesser role, and goes on when that is taken back. Leaving the organization archives it.
/// </summary>
public sealed class PersonalKeys(AccessBook access)
{
    private readonly Dictionary<string, Rights> _rights = new(StringComparer.Ordinal);

    /// <summary>True for every key of a service.</summary>
    public bool Works(ApiKey key)
    {
        if (!key.IsPersonal) return true;
        if (!_rights.TryGetValue(key.Owner.Id, out var rights)) _rights.Add(key.Owner.Id, rights = Rights.Of(access.GrantsOfMember(key.Owner.Id)));
        return rights.MayIn(Permission.KeysCreate, key.Workspace);
    }
}
