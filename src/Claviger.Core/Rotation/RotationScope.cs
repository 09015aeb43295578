namespace Claviger.Core.Rotation;

/// <summary>What a rotation policy is set on.</summary>
/// <param name="Id">The organization's, workspace's or key's public id.</param>
public readonly record struct RotationScope(RotationScopeType Type, string Id)
{
    public static RotationScope Of(OrganizationId organization) => new(RotationScopeType.Organization, organization.Value);
    public static RotationScope Of(WorkspaceId workspace) => new(RotationScopeType.Workspace, workspace.Value);
    public static RotationScope Of(ApiKeyId key) => new(RotationScopeType.ApiKey, key.Value);
}
