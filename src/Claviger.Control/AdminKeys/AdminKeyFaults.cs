using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Control.AdminKeys;

internal static class AdminKeyFaults
{
    public static Problem? InScopes(IReadOnlyList<string>? asked, out IReadOnlySet<Permission>? scopes)
    {
        scopes = null;
        if (asked is null) return null;
        if (asked.Count == 0) return Problem.Invalid("scopes", "must name a permission; leave it out for all that the owner may");
        var read = new HashSet<Permission>();
        foreach (var name in asked)
        {
            if (PermissionNames.Find(name) is not { } permission)
                return Problem.Invalid("scopes", $"'{(name.Length <= 64 ? name : name[..64] + "…")}' is not a permission; known are {string.Join(", ", PermissionNames.All)}");
            read.Add(permission);
        }

        scopes = read;
        return null;
    }

    public static Problem? InOwner(Actor actor, CreateAdminKeyRequest request, out AdminKeyOwner owner)
    {
        owner = AdminKeyOwner.Organization;
        switch (request.OwnerType ?? AdminKeyOwner.OrganizationType)
        {
            case AdminKeyOwner.OrganizationType:
                return request.OwnerId is null ? null : Problem.Invalid("owner_id", "an organization's key has no other owner: leave it out");
            case AdminKeyOwner.UserType:
                // A key of the organization has a maker, but isn't that person: it must not become them.
                if (actor.Type != Actor.UserType || request.OwnerId is { } other && other != actor.Id)
                    return Problem.Invalid("owner_id", "a personal key is made by the person, with a personal key: nobody can make one that acts as somebody else");
                owner = new AdminKeyOwner(AdminKeyOwner.UserType, actor.Id);
                return null;
            case AdminKeyOwner.ServiceAccountType:
                if (request.OwnerId is null) return Problem.Invalid("owner_id", "required: the service account that the key acts as");
                owner = new AdminKeyOwner(AdminKeyOwner.ServiceAccountType, request.OwnerId);
                return null;
            default:
                return Problem.Invalid("owner_type", $"must be one of {AdminKeyOwner.OrganizationType}, {AdminKeyOwner.UserType}, {AdminKeyOwner.ServiceAccountType}");
        }
    }
}
