using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

public sealed class ListRotationPolicies(Database database)
{
    internal Outcome<RotationPolicyList> Run(Actor actor)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        using var reader = database.Read();
        var policies = RotationPolicyStore.Of(reader, actor.Organization);
        return new RotationPolicyList(
            policies.All.Where(policy => IsSeen(reader, actor, policy.Key)).OrderBy(policy => policy.Key.Type).ThenBy(policy => policy.Key.Id, StringComparer.Ordinal)
                .Select(policy => RotationViews.Of(policy.Key, policy.Value)).ToList(),
            RotationViews.Of(RotationPolicy.BuiltIn));
    }

    private static bool IsSeen(Reader reader, Actor actor, RotationScope scope) => scope.Type switch
    {
        RotationScopeType.Organization => true,
        RotationScopeType.Workspace => actor.MayIn(Permission.KeysRead, new WorkspaceId(scope.Id)),
        _ => KeyStore.Find(reader, actor.Organization, scope.Id) is { } key && actor.MayIn(Permission.KeysRead, key.Workspace),
    };
}
