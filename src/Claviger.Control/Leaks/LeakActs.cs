using Claviger.Core.Audit;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>What is done about a leaked token, by its kind.</summary>
internal static class LeakActs
{
    /// <returns>Null: nothing is left to take away, or the policy is to report.</returns>
    public static LeakChange? In(AdminTransaction tx, KnownToken token, LeakPolicy policy, SecretUses uses, DateTimeOffset now) => token.Kind switch
    {
        KeyTokenKind.ApiKey => EndLeakedSecret.In(tx, token, policy, uses, now),
        KeyTokenKind.AdminKey => StopLeakedHolder.AdminKey(tx, token, policy, now),
        KeyTokenKind.Invite => StopLeakedHolder.Invite(tx, token, policy, now),
        _ => throw new InvalidOperationException($"a {token.Kind} has no act"),
    };

    public static AuditKind KindOf(KeyTokenKind kind) => kind switch
    {
        KeyTokenKind.ApiKey => AuditKind.KeyLeakReported,
        KeyTokenKind.AdminKey => AuditKind.AdminKeyLeakReported,
        KeyTokenKind.Invite => AuditKind.InviteLeakReported,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
