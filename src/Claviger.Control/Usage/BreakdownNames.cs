using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Models;
using Claviger.Storage.Principals;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Usage;

namespace Claviger.Control.Usage;

/// <summary>Ids and names of the parts of one breakdown, and of no others.</summary>
internal sealed class BreakdownNames
{
    private readonly Dictionary<int, (string? Id, string Name, string? Place)> _names;

    public BreakdownNames(Reader reader, Actor actor, PolicySnapshot policy, IReadOnlyList<Workspace> places, BreakdownBy by, IReadOnlyList<int> parts) => _names = by switch
    {
        BreakdownBy.Workspace => places.ToDictionary(place => place.Number, place => ((string?)place.Id.Value, place.Name, (string?)null)),
        BreakdownBy.Model => ModelStore.Names(reader).ToDictionary(model => model.Key, model => ((string?)model.Value, model.Value, (string?)null)),
        BreakdownBy.Key => KeyStore.Of(reader, actor.Organization, parts).ToDictionary(
            key => key.Key, key => ((string?)key.Value.Id.Value, key.Value.Name, places.FirstOrDefault(place => place.Id == key.Value.Workspace)?.Name)),
        BreakdownBy.Owner => OwnersOf(reader, policy.Organization.Id, parts).ToDictionary(owner => owner.Key, owner => ((string?)owner.Value.Id, owner.Value.Name, owner.Value.IsPerson ? null : "service account")),
        _ => [],
    };

    public (string? Id, string Name, string? Place) Of(int part) => _names.TryGetValue(part, out var known) ? known : (null, "Not known", null);

    /// <summary>Whoever left is still named.</summary>
    public static IReadOnlyDictionary<int, (string Id, string Name, bool IsPerson)> OwnersOf(Reader reader, OrganizationId organization, IReadOnlyList<int> numbers)
    {
        var principals = PrincipalStore.Of(reader, numbers);
        var people = MemberStore.NamesOf(reader, organization, [.. principals.Values.Where(principal => principal.Type == KeyOwner.Member).Select(principal => principal.Id)]);
        return principals.ToDictionary(principal => principal.Key, principal => principal.Value.Type == KeyOwner.Member
            ? (principal.Value.Id, people.GetValueOrDefault(principal.Value.Id, principal.Value.Id), true)
            : (principal.Value.Id, ServiceAccountStore.Find(reader, organization, principal.Value.Id)?.Name ?? principal.Value.Id, false));
    }
}
