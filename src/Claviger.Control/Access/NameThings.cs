using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;

namespace Claviger.Control.Access;

/// <summary>Names of what a page refers to by ids of any kind. People and places come from memory, keys by their ids: few at a time.</summary>
public sealed class NameThings(Database database, PolicyHolder policy)
{
    /// <returns>By id; what is gone, or not to be seen, is left out.</returns>
    public IReadOnlyDictionary<string, string> Run(Actor actor, IEnumerable<string?> ids)
    {
        var snapshot = policy.Current;
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var keys = new List<string>();
        var asked = ids.OfType<string>().ToHashSet(StringComparer.Ordinal);
        var limits = asked.Any(id => id.StartsWith(SpendLimitId.Prefix, StringComparison.Ordinal)) && actor.May(Permission.LimitsRead)
            ? snapshot.SpendLimits.Values.Where(limit => asked.Contains(limit.Id.Value)).ToDictionary(limit => limit.Id.Value) : [];
        foreach (var id in asked)
        {
            if (id.StartsWith(ApiKeyId.Prefix, StringComparison.Ordinal)) keys.Add(id);
            else if (limits.TryGetValue(id, out var limit))
            {
                if (limit.Scope.Type == LimitScopeType.ApiKey) keys.Add(limit.Scope.Id);
                else names[id] = LimitName(limit, NameOf(actor, snapshot, limit.Scope.Id) ?? limit.Scope.Id);
            }
            else if (NameOf(actor, snapshot, id) is { } name) names[id] = name;
        }

        if (keys.Count == 0) return names;
        using var reader = database.Read();
        foreach (var key in KeyStore.OfIds(reader, actor.Organization, keys.Distinct()).Values)
            if (actor.MayIn(Permission.KeysRead, key.Workspace)) names[key.Id.Value] = key.Name;
        foreach (var limit in limits.Values)
            if (limit.Scope.Type == LimitScopeType.ApiKey && names.TryGetValue(limit.Scope.Id, out var of)) names[limit.Id.Value] = LimitName(limit, of);
        return names;
    }

    private static string? NameOf(Actor actor, PolicySnapshot snapshot, string id) =>
        id == snapshot.Organization.Id.Value ? snapshot.Organization.Name
        : snapshot.Access.Member(id) is { } member ? actor.MayAnywhere(Permission.MembersRead) || member.Id == actor.Member ? member.Name.Length > 0 ? member.Name : member.Email : null
        : snapshot.Access.Account(id)?.Name
        ?? snapshot.Workspaces.FirstOrDefault(place => place.Id.Value == id && actor.MayIn(Permission.WorkspacesRead, place.Id))?.Name;

    private static string LimitName(SpendLimit limit, string of) => $"{of}, {LimitNames.Of(limit.Period)}";
}
