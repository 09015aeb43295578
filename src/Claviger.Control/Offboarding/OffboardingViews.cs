using System.Text.Json;
using Claviger.Control.Keys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Offboarding;

namespace Claviger.Control.Offboarding;

internal static class OffboardingViews
{
    public static OffboardedAdminKey Of(AdminKey key, SecretUses uses, bool ended) => new(
        key.Id.Value, key.Name, key.Owner.Type, key.Owner.Id, key.SecretHint, key.CreatedAt,
        KeySecretViews.Later(key.LastUsedAt, uses.Find(key.SecretId) is { LastMs: > 0 } use ? DateTimeOffset.FromUnixTimeMilliseconds(use.LastMs) : null), ended);

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<ApiKeySecretView> SecretsOf(AdminTransaction tx, ApiKeyId key, SecretUses uses, DateTimeOffset now) =>
        [.. KeySecretStore.Of(tx, key).Reverse().Select(secret => KeySecretViews.Of(secret, uses, now))];

    /// <summary>As it is stored: what the Admin API answers, so that a report never changes after the fact.</summary>
    public static string TextOf(OffboardingView report) => JsonSerializer.Serialize(report, WireJson.Options);

    public static OffboardingView Of(StoredOffboarding stored) => JsonSerializer.Deserialize<OffboardingView>(stored.Report, WireJson.Lenient)!;
}
