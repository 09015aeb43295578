using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.Keys;

namespace Claviger.Control.Keys;

internal static class KeyViews
{
    public static readonly IReadOnlyDictionary<string, KeyStatus> Statuses = new Dictionary<string, KeyStatus>(StringComparer.Ordinal)
    {
        ["active"] = KeyStatus.Active,
        ["inactive"] = KeyStatus.Inactive,
        ["archived"] = KeyStatus.Archived,
        ["expired"] = KeyStatus.Expired,
    };

    /// <summary>With the last use that is stored.</summary>
    public static ApiKeyView Of(Database database, ApiKey key, DateTimeOffset now)
    {
        using var reader = database.Read();
        return Of(reader, [key], now)[0];
    }

    public static IReadOnlyList<ApiKeyView> Of(Reader reader, IReadOnlyList<ApiKey> keys, DateTimeOffset now)
    {
        var uses = KeySecretStore.LastUses(reader, keys.Select(key => key.Id));
        return [.. keys.Select(key => Of(key, now, uses.TryGetValue(key.Id.Value, out var last) ? last : null))];
    }

    public static ApiKeyView Of(ApiKey key, DateTimeOffset now, DateTimeOffset? lastUsed) => new(
        key.Id.Value, "api_key", key.Name, Name(key.StatusAt(now)), key.CreatedAt,
        key.CreatedBy is { } maker ? new ActorRef(maker.Value, "user") : null,
        key.ExpiresAt, key.SecretHint, key.IsPersonal ? new KeyPrincipalView("user_actor", key.Owner.Id) : null, new KeyScopeView("workspace", key.Workspace.Value), key.Workspace.Value,
        key.Service, key.Environment, new ActorRef(key.Owner.Id, key.Owner.Type),
        key.Rules.Models, key.Rules.Networks, key.Rules.MaxTokensCeiling, key.Tier, lastUsed);

    public static string Name(KeyStatus status) => status switch
    {
        KeyStatus.Active => "active",
        KeyStatus.Inactive => "inactive",
        KeyStatus.Archived => "archived",
        KeyStatus.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
