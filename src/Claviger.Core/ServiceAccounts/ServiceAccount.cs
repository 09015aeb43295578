using Claviger.Core.Access;

namespace Claviger.Core.ServiceAccounts;

/// <summary>A machine in the organization: owns keys, has roles like a person, and is nobody's.</summary>
/// <param name="Role">developer or admin.</param>
public sealed record ServiceAccount(ServiceAccountId Id, OrganizationId Organization, string Name, string? Description, OrganizationRole Role, DateTimeOffset CreatedAt)
{
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Ids of actors.</summary>
    public string? CreatedBy { get; init; }

    public string? UpdatedBy { get; init; }

    public string? ArchivedBy { get; init; }
}
