using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Rotation;

/// <summary>What one scope says about rotation, beside what the wider ones come to.</summary>
public sealed class ReadRotationPolicy(Database database)
{
    /// <param name="scopeId">A workspace's or key's id, the organization's, or the word organization.</param>
    public Outcome<ScopedRotationPolicy> Run(Actor actor, string scopeId)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        var scope = RotationScopes.Of(actor.Organization, scopeId);
        using var reader = database.Read();
        var (place, missing) = PlaceOf(reader, actor, scope);
        if (missing is not null) return missing;
        var policies = RotationPolicyStore.Of(reader, actor.Organization).All;
        var ofOrganization = policies.GetValueOrDefault(RotationScope.Of(actor.Organization));
        return new ScopedRotationPolicy(
            RotationViews.Of(scope, policies.GetValueOrDefault(scope) ?? RotationSettings.None),
            RotationViews.Of(scope.Type switch
            {
                RotationScopeType.Organization => RotationPolicy.BuiltIn,
                RotationScopeType.Workspace => RotationPolicy.Of(ofOrganization),
                _ => RotationPolicy.Of(policies.GetValueOrDefault(RotationScope.Of(place!.Value)), ofOrganization),
            }));
    }

    /// <returns>The workspace that it lies in; what is not to be seen looks like what is not there.</returns>
    private static (WorkspaceId? Place, Problem? Missing) PlaceOf(Reader reader, Actor actor, RotationScope scope)
    {
        if (scope.Type == RotationScopeType.Organization) return (null, null);
        var place = scope.Type == RotationScopeType.Workspace ? WorkspaceStore.Find(reader, actor.Organization, scope.Id)?.Id : KeyStore.Find(reader, actor.Organization, scope.Id)?.Workspace;
        return place is { } found && actor.MayIn(Permission.KeysRead, found) ? (found, null) : (null, Problem.NotFound("scope"));
    }
}
