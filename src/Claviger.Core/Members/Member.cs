using Claviger.Core.Access;

namespace Claviger.Core.Members;

/// <summary>A person in the organization, with one organization role.</summary>
public sealed record Member(MemberId Id, OrganizationId Organization, string Email, string Name, OrganizationRole Role, DateTimeOffset AddedAt)
{
    /// <summary>Grows with every change of what the member is in: role, workspaces, groups, assigned roles.</summary>
    public int Version { get; init; } = 1;
}
