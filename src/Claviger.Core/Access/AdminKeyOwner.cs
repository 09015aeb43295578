namespace Claviger.Core.Access;

/// <summary>Whose an admin key is: the organization's (it outlives its maker), or one that acts as its owner and ends with it.</summary>
/// <param name="Type">organization, user or service_account.</param>
/// <param name="Id">Null for the organization.</param>
public sealed record AdminKeyOwner(string Type, string? Id)
{
    public const string OrganizationType = "organization";
    public const string UserType = "user";
    public const string ServiceAccountType = "service_account";

    public static AdminKeyOwner Organization { get; } = new(OrganizationType, null);
}
