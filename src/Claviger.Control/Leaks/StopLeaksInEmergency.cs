using System.Security.Cryptography;
using Claviger.Control.Emergency;
using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.Core.Policy;
using Claviger.Storage.Emergency;
using Claviger.Storage.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>
/// Leaked tokens while store or audit log take no change: what the snapshot knows is stopped at once. What it doesn't know may have ended,
/// or be an invite's or nobody's: only the store can say.
/// </summary>
public sealed class StopLeaksInEmergency(StopInEmergency emergency, TimeProvider clock)
{
    /// <returns>Null: not every token could be judged. Those that could are stopped all the same, and the report must be sent again.</returns>
    public async Task<IReadOnlyDictionary<string, LeakVerdict>?> RunAsync(LeakReporter reporter, IReadOnlyList<LeakedToken> reported, int mostPlaces, Exception cause)
    {
        if (reporter.Policy == LeakPolicy.Report) return null;
        var (policy, now, all) = (emergency.Policy, clock.GetUtcNow(), true);
        var verdicts = new Dictionary<string, LeakVerdict>(StringComparer.Ordinal);
        var acts = new List<EmergencyAct>();
        foreach (var lines in reported.GroupBy(line => line.Token, StringComparer.Ordinal))
        {
            if (!KeyToken.TryRead(lines.Key, out var kind, out var id)) continue;
            if (Find(policy, lines.Key, kind, id, now) is not { } token || (reporter.Organization ?? token.Organization) != token.Organization)
            {
                all = false;
                continue;
            }

            var status = reporter.Policy == LeakPolicy.Quarantine ? KeyStatus.Inactive : KeyStatus.Archived;
            var leak = new EmergencyLeak(token.PublicPart, [.. lines.Select(line => line.Place).Distinct().Take(mostPlaces)]);
            acts.Add(new EmergencyAct(0, EntityId.New(EmergencyAct.Prefix), now.ToUnixTimeMilliseconds(), token.Organization, token.Holder, status, reporter.Type, reporter.Id, reporter.Request) { Leak = leak });
            verdicts.Add(lines.Key, new LeakVerdict(token, status == KeyStatus.Inactive ? LeakEffects.KeyDisabled : kind == KeyTokenKind.ApiKey ? LeakEffects.SecretEnded : LeakEffects.KeyRevoked));
        }

        if (acts.Count > 0) await emergency.StopAsync(acts, cut: true, cause);
        return all ? verdicts : null;
    }

    private static KnownToken? Find(PolicySnapshot policy, string text, KeyTokenKind kind, SecretId id, DateTimeOffset now)
    {
        Span<byte> digest = stackalloc byte[32];
        if (kind == KeyTokenKind.ApiKey)
        {
            var secret = policy.Find(id);
            KeyToken.Digest(text, secret?.Pepper ?? policy.DecoyPepper, digest);
            return secret is not null && secret.Matches(digest, now) ? new KnownToken(kind, id, policy.Organization.Id, secret.Key.Key.Id.Value, secret.Digest, 0) : null;
        }

        var key = kind == KeyTokenKind.AdminKey ? policy.FindAdmin(id) : null;
        KeyToken.Digest(text, key is null ? policy.DecoyPepper : policy.Pepper(key.PepperVersion), digest);
        return key is not null && CryptographicOperations.FixedTimeEquals(key.Digest, digest) ? new KnownToken(kind, id, key.Organization, key.Id.Value, key.Digest, key.PepperVersion) : null;
    }
}
