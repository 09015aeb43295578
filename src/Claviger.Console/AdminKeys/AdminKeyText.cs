using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Console.AdminKeys;

internal static class AdminKeyText
{
    public static string Owner(AdminKeyView key, IReadOnlyDictionary<string, string> names) =>
        key.Owner.Id is { } id ? names.GetValueOrDefault(id, id) : "the organization";

    public static string Type(string ownerType) => ownerType switch
    {
        AdminKeyOwner.UserType => "personal",
        AdminKeyOwner.ServiceAccountType => "service account",
        _ => "organization",
    };

    /// <summary>What it may do, in a few words.</summary>
    public static string Reach(AdminKeyView key) => key.Scopes switch
    {
        null => key.Owner.Type == AdminKeyOwner.OrganizationType ? "everything" : "all that its owner may",
        [var one] => PermissionNames.Find(one) is { } permission ? Roles.PermissionText.Line(permission) : one,
        var many => $"{many.Count} permissions",
    };
}
