using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;
using Claviger.Storage.Keys;

namespace Claviger.Storage.Rotation;

/// <summary>Keys with their secrets and policies: the calendar of rotations, and what notices and the rotator go by.</summary>
public static class RotatingKeyStore
{
    /// <summary>Every key of an organization that is neither revoked nor past its end, in order of creation.</summary>
    public static IReadOnlyList<RotatingKey> All(Reader reader, OrganizationId organization, DateTimeOffset now)
    {
        var keys = new List<ApiKey>();
        while (KeyStore.Page(reader, organization, null, null, null, now.ToUnixTimeMilliseconds(), keys.Count == 0 ? null : keys[^1].Number, null, 1_000) is { Count: > 0 } page) keys.AddRange(page);
        return Of(reader, organization, keys.Where(key => key.StatusAt(now) is KeyStatus.Active or KeyStatus.Inactive), now);
    }

    /// <summary>Current secrets of all keys, dead ones too, the oldest first, from behind a position.</summary>
    /// <param name="after">When the last one was made, and its id; null: from the oldest.</param>
    /// <param name="until">Only those that were made by then.</param>
    public static IReadOnlyList<(long AtMs, string Secret, string Key)> Oldest(Reader reader, (long AtMs, string Secret)? after, DateTimeOffset until, int limit) => reader.Query<(long, string, string)>(
        $"""
        SELECT created_at_ms, secret_id, key_id FROM api_key_secrets
        WHERE ends_at_ms IS NULL AND created_at_ms <= @until{(after is null ? "" : " AND created_at_ms >= @at AND (created_at_ms > @at OR secret_id > @secret)")}
        ORDER BY created_at_ms, secret_id LIMIT @limit
        """, new { until = until.ToUnixTimeMilliseconds(), at = after?.AtMs, secret = after?.Secret, limit }).ToList();

    /// <summary>Of these keys, in this order.</summary>
    public static IReadOnlyList<RotatingKey> Of(Reader reader, OrganizationId organization, IEnumerable<ApiKey> keys, DateTimeOffset now)
    {
        var policies = RotationPolicyStore.Of(reader, organization);
        var asked = keys.ToList();
        var secrets = KeySecretStore.WorkingOf(reader, asked.Select(key => key.Id), now);
        return asked.ConvertAll(key => Of(key, secrets[key.Id], policies));
    }

    private static RotatingKey Of(ApiKey key, IEnumerable<KeySecret> secrets, RotationPolicies policies)
    {
        KeySecret? current = null, previous = null;
        foreach (var secret in secrets)
            if (secret.EndsAt is null) current = secret;
            else if (!secret.IsPending) previous = secret;
        return new RotatingKey(key, current, previous, policies.Of(key));
    }
}
