using Claviger.Control.Keys;
using Claviger.Control.Leaks;
using Claviger.Control.Offboarding;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Emergency;
using Claviger.Storage.Keys;
using Claviger.Storage.Leaks;
using Claviger.Storage.Members;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Emergency;

/// <summary>
/// What an act of the emergency journal writes once the store is back: what the same act would have written then, with the journal's word beside
/// it. Whatever has been taken away meanwhile stays so: nothing here gives anything back.
/// </summary>
public sealed class MergedAct(Database database, SecretUses uses, TimeProvider clock)
{
    public IReadOnlyList<AuditEntry> Write(AdminTransaction tx, EmergencyAct act)
    {
        var actor = Actor.With(act.ActorType, act.ActorId, act.Organization, null, Rights.All) with { Request = act.Request };
        return act.Leak is { } leak ? Leak(tx, act, leak)
            : EntityId.HasShape(act.Target, AdminKeyId.Prefix) ? AdminKey(tx, actor, act)
            : EntityId.HasShape(act.Target, WorkspaceId.Prefix) ? Workspace(tx, actor, act)
            : EntityId.HasShape(act.Target, MemberId.Prefix) ? Member(tx, actor, act)
            : ApiKey(tx, actor, act);
    }

    private static (string, object?) Emergency(EmergencyAct act) => ("emergency", new { id = act.Id, at = act.At });

    private static AuditEntry[] ApiKey(AdminTransaction tx, Actor actor, EmergencyAct act)
    {
        var key = KeyStore.Find(tx, act.Organization, act.Target);
        if (key is not null && key.Status != KeyStatus.Archived && key.Status != act.Status) KeyStore.Update(tx, key with { Status = act.Status });
        return [actor.Did(act.Status == KeyStatus.Archived ? AuditKind.KeyRevoked : AuditKind.KeyDisabled, act.Target, Statuses(key?.Status, act))];
    }

    private static AuditEntry[] AdminKey(AdminTransaction tx, Actor actor, EmergencyAct act)
    {
        var key = AdminKeyStore.Find(tx, act.Organization, act.Target);
        if (key is not null && key.Status != KeyStatus.Archived && key.Status != act.Status) AdminKeyStore.Update(tx, key with { Status = act.Status });
        return [actor.Did(act.Status == KeyStatus.Archived ? AuditKind.AdminKeyRevoked : AuditKind.AdminKeyUpdated, act.Target, Statuses(key?.Status, act))];
    }

    /// <summary>Found again by its public part, which the checksum vouched for and a digest matched when it was stopped.</summary>
    private AuditEntry[] Leak(AdminTransaction tx, EmergencyAct act, EmergencyLeak leak)
    {
        using var reader = database.Read();
        var kind = TokenPatterns.Kinds.First(kind => leak.Token.StartsWith(KeyToken.PrefixOf(kind), StringComparison.Ordinal));
        var secret = SecretId.TryParse(leak.Token.AsSpan(KeyToken.PrefixOf(kind).Length))!.Value;
        var token = LeakStore.Find(reader, kind, [secret])[secret];
        var (policy, now) = (act.Status == KeyStatus.Inactive ? LeakPolicy.Quarantine : LeakPolicy.Revoke, clock.GetUtcNow());
        foreach (var place in leak.Places) LeakStore.AddSighting(tx, token, place, policy, now);
        var change = LeakActs.In(tx, token, policy, uses, now);
        return [new AuditEntry(LeakActs.KindOf(kind), AuditOutcome.Done, act.Organization, act.ActorType, act.ActorId, act.Target, LeakDetail.Of(token, policy, change, leak.Places, 0, Emergency(act)), act.Request)];
    }

    private static string Statuses(KeyStatus? before, EmergencyAct act) => AuditDetail.Of(
        ("before", new { status = before is { } was ? KeyViews.Name(was) : null }), ("after", new { status = KeyViews.Name(act.Status) }), Emergency(act));

    private IReadOnlyList<AuditEntry> Workspace(AdminTransaction tx, Actor actor, EmergencyAct act) =>
        WorkspaceStore.Find(tx, act.Organization, act.Target) is { ArchivedAt: null } workspace
            ? ArchiveWorkspace.Write(tx, actor, workspace, clock.GetUtcNow(), Emergency(act)).Entries
            : [actor.Did(AuditKind.WorkspaceArchived, act.Target, AuditDetail.Of(Emergency(act)))];

    private List<AuditEntry> Member(AdminTransaction tx, Actor actor, EmergencyAct act)
    {
        if (MemberStore.Find(tx, act.Organization, act.Target) is not { } member) return [actor.Did(AuditKind.MemberRemoved, act.Target, AuditDetail.Of(Emergency(act)))];
        using var reader = database.Read();
        var now = clock.GetUtcNow();
        var keys = new ServiceKeys(tx, reader, actor, member, uses, now);
        var end = new MembershipEnd(tx, reader, actor, member, uses, now);
        var others = AdminKeyStore.MadeBy(tx, member.Id).Select(key => OffboardingViews.Of(key, uses, ended: false)).ToList();
        return end.Write(keys.Report(end.WorkspaceNames), others, dryRun: false, Emergency(act)).Entries;
    }
}
