using Claviger.Core.Keys;

namespace Claviger.Core.Rotation;

/// <summary>All policies of one organization, as they stood at one moment.</summary>
public sealed class RotationPolicies(OrganizationId organization, IReadOnlyDictionary<RotationScope, RotationSettings> all)
{
    public IReadOnlyDictionary<RotationScope, RotationSettings> All => all;

    public RotationPolicy Of(ApiKey key) => RotationPolicy.Of(
        all.GetValueOrDefault(RotationScope.Of(key.Id)), all.GetValueOrDefault(RotationScope.Of(key.Workspace)), all.GetValueOrDefault(RotationScope.Of(organization)));
}
