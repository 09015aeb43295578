using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.OwnedObjects;

namespace Claviger.Control.Workspaces;

/// <summary>Fields of a workspace that are written once: to say them again changes nothing, to say another is refused.</summary>
internal static class OnceFields
{
    public static Problem? InExternalKey(string? given, string? existing)
    {
        if (given is null || given == existing) return null;
        if (!EntityId.HasShape(given, "ekey_")) return Problem.Invalid("external_key_id", "must be the id of an external key, like ekey_…");
        return existing is null ? null : Problem.Invalid("external_key_id", "is set for life: it can't be changed or removed");
    }

    /// <summary>
    /// A profile that another workspace made would be open to this one's keys: who binds it must be above both. To anybody else it looks
    /// like one that does not exist.
    /// </summary>
    /// <param name="existing">Null for a workspace that is being made.</param>
    public static Problem? InUserProfile(AdminTransaction tx, Actor actor, string? given, Workspace? existing)
    {
        if (given is null || given == existing?.UserProfile) return null;
        if (!EntityId.HasShape(given, "uprof_")) return Problem.Invalid("user_profile_id", "must be the id of a user profile, like uprof_…");
        if (existing is { IsDefault: true }) return Problem.Invalid("user_profile_id", "the default workspace can't have a user profile; make a workspace for it");
        if (existing is { UserProfile: not null }) return Problem.Invalid("user_profile_id", "is set for life: it can't be replaced or removed");
        if (existing is not null && OwnedObjectStore.OwnerOf(tx, OwnedKind.UserProfile, given) == existing.Number) return null;
        return actor.May(existing is null ? Permission.WorkspacesCreate : Permission.WorkspacesUpdate)
            ? null
            : Problem.Invalid("user_profile_id", "no such user profile in this workspace", "user_profile_not_found");
    }
}
