using Claviger.Core;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>From what a path names to the scope it means.</summary>
internal static class RotationScopes
{
    /// <summary>In a path, in place of the organization's id.</summary>
    public const string Organization = "organization";

    /// <summary>By the id's form alone: whether there is one, and who may see it, is another question.</summary>
    public static RotationScope Of(OrganizationId organization, string id) =>
        id == Organization || id == organization.Value ? RotationScope.Of(organization)
        : id.StartsWith(ApiKeyId.Prefix, StringComparison.Ordinal) ? RotationScope.Of(new ApiKeyId(id))
        : RotationScope.Of(new WorkspaceId(id));

    public static string Name(RotationScopeType type) => type switch
    {
        RotationScopeType.Organization => Organization,
        RotationScopeType.Workspace => "workspace",
        RotationScopeType.ApiKey => "api_key",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
