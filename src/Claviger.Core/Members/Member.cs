using Claviger.Core.Access;

namespace Claviger.Core.Members;

/// <summary>A person in the organization, with one organization role.</summary>
public sealed record Member(MemberId Id, OrganizationId Organization, string Email, string Name, OrganizationRole Role, DateTimeOffset AddedAt);
