using Claviger.Control.Keys;
using Claviger.Core.Invites;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Invites;
using Claviger.Storage.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>What a policy does to what has one secret only and can't be given another: admin keys and invites.</summary>
internal static class StopLeakedHolder
{
    /// <returns>Null: nothing is left to take away. The last admin key ends too: whoever has it has everything.</returns>
    public static LeakChange? AdminKey(AdminTransaction tx, KnownToken token, LeakPolicy policy, DateTimeOffset now)
    {
        var key = AdminKeyStore.Find(tx, token.Organization, token.Holder)!;
        var after = policy == LeakPolicy.Quarantine ? KeyStatus.Inactive : KeyStatus.Archived;
        if (policy == LeakPolicy.Report || key.StatusAt(now) is KeyStatus.Archived or KeyStatus.Expired || key.Status == after) return null;
        AdminKeyStore.Update(tx, key with { Status = after });
        return new LeakChange(after == KeyStatus.Inactive ? LeakEffects.KeyDisabled : LeakEffects.KeyRevoked, KeyViews.Name(key.Status), KeyViews.Name(after), RequestsCut: false);
    }

    /// <summary>An invite can't be disabled: a quarantined one is deleted, and its sender writes a new one.</summary>
    public static LeakChange? Invite(AdminTransaction tx, KnownToken token, LeakPolicy policy, DateTimeOffset now)
    {
        var invite = InviteStore.Find(tx, token.Organization, token.Holder)!;
        if (policy == LeakPolicy.Report || invite.StatusAt(now) != InviteStatus.Pending) return null;
        InviteStore.Delete(tx, invite.Id, now);
        return new LeakChange(LeakEffects.InviteDeleted, InviteStatusNames.Of(InviteStatus.Pending), InviteStatusNames.Of(InviteStatus.Deleted), RequestsCut: false);
    }
}
