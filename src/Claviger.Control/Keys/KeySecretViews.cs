using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;

namespace Claviger.Control.Keys;

/// <summary>What is stored of a secret, made newer by what this process has seen of it since.</summary>
internal static class KeySecretViews
{
    public static ApiKeySecretView Of(KeySecret secret, SecretUses uses, DateTimeOffset now)
    {
        var use = uses.Find(secret.Id);
        var ends = EndOf(secret, uses);
        return new ApiKeySecretView(
            secret.Id.ToString(), "api_key_secret", secret.Key.Value, secret.Hint, ends is null ? "current" : now >= ends ? "ended" : secret.IsPending ? "delivering" : "overlap", secret.CreatedAt,
            secret.FirstUsedAt ?? Time(use?.FirstMs), Later(secret.LastUsedAt, Time(use?.LastMs)), ends,
            secret.Overlap is { } overlap ? (long)overlap.TotalSeconds : null);
    }

    public static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    /// <summary>As the gateway has it: the first use of the successor may not be stored yet.</summary>
    public static DateTimeOffset? EndOf(KeySecret secret, SecretUses uses)
    {
        if (secret.EndsAt is not { } latest || secret.Overlap is not { } overlap || secret.Successor is not { } next) return secret.EndsAt;
        return Time(uses.Find(next)?.FirstMs) is { } first && first + overlap < latest ? first + overlap : latest;
    }

    private static DateTimeOffset? Time(long? ms) => ms is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
