using Claviger.Control.Keys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Control.AdminKeys;

internal static class AdminKeyViews
{
    public static AdminKeyView Of(AdminKey key, DateTimeOffset now) => new(
        key.Id.Value, "admin_api_key", key.Name, KeyViews.Name(key.StatusAt(now)), key.CreatedAt, key.Member is { } maker ? new ActorRef(maker.Value, "user") : null,
        key.ExpiresAt, key.SecretHint, new AdminKeyOwnerView(key.Owner.Type, key.Owner.Id), key.Scopes is null ? null : NamesOf(key.Scopes), key.LastUsedAt);

    public static IReadOnlyList<string> NamesOf(IEnumerable<Permission> permissions) => [.. permissions.Select(PermissionNames.Of).Order(StringComparer.Ordinal)];

    public static Problem? InName(string name) => PlainText.IsName(name, 100)
        ? null
        : Problem.Invalid("name", $"must be 1 to 100 characters, {PlainText.NameTakes}");

    /// <summary>Whether the key acts as the actor itself: people keep their own without any further right.</summary>
    public static bool IsOwn(Actor actor, AdminKey key) =>
        actor.Type == Actor.UserType && key.Owner.Type == AdminKeyOwner.UserType && key.Owner.Id == actor.Id && actor.May(Permission.PersonalKeysCreate);
}
