using Claviger.Control.Keys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Members;
using Claviger.Core.Offboarding;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Offboarding;

/// <summary>
/// Keys of services that a leaver owned, made, or holds a working secret of. They go on, because what they run must not break; each can be
/// handed over, and rotated, in the same act.
/// </summary>
internal sealed class ServiceKeys
{
    private readonly AdminTransaction _tx;
    private readonly Reader _reader;
    private readonly Actor _actor;
    private readonly Member _leaver;
    private readonly SecretUses _uses;
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyList<ApiKey> _all;
    private readonly List<Member> _staying;
    private readonly Dictionary<ApiKeyId, string[]> _reasons; // as they were before the act
    private readonly Dictionary<ApiKeyId, Member> _newOwners = [];

    public ServiceKeys(AdminTransaction tx, Reader reader, Actor actor, Member leaver, SecretUses uses, DateTimeOffset now)
    {
        (_tx, _reader, _actor, _leaver, _uses, _now) = (tx, reader, actor, leaver, uses, now);
        _all = KeyStore.KnownTo(tx, actor.Organization, leaver.Id, now);
        _staying = [.. MemberStore.All(reader, actor.Organization).Where(member => member.Id != leaver.Id)];
        _reasons = _all.ToDictionary(key => key.Id, key => Because(key).ToArray());
    }

    public List<AuditEntry> Entries { get; } = [];

    public List<RotatedSecretView> NewSecrets { get; } = [];

    /// <summary>To be asked before the first write: a denial is the only thing its transaction commits.</summary>
    public Problem? Denied(bool handOver, bool rotate)
    {
        foreach (var key in Visible)
        {
            if (handOver && IsOwned(key) && !_actor.MayIn(Permission.KeysUpdate, key.Workspace)) return Denial.Of(_tx, _actor, AuditKind.KeyUpdated, key.Id.Value, Permission.KeysUpdate);
            if (rotate && IsToRotate(key) && !_actor.MayIn(Permission.KeysRotate, key.Workspace)) return Denial.Of(_tx, _actor, AuditKind.KeyRotated, key.Id.Value, Permission.KeysRotate);
        }

        return null;
    }

    private IEnumerable<ApiKey> Visible => _all.Where(key => _actor.MayIn(Permission.KeysRead, key.Workspace));

    /// <param name="newOwner">Whom to give them to; null: whom is proposed.</param>
    public Problem? HandOver(string? newOwner)
    {
        if (newOwner is not null && _staying.All(member => member.Id.Value != newOwner))
            return Problem.Invalid("new_owner_user_id", newOwner == _leaver.Id.Value ? "is who leaves: name somebody who stays" : "no such member; GET /v1/organizations/users lists them");
        foreach (var key in Visible.Where(IsOwned))
        {
            var to = newOwner is null ? Proposed(key) : _staying.Find(member => member.Id.Value == newOwner);
            if (to is null) return Problem.Invalid("hand_over", $"nobody can be proposed for key {key.Name}: name somebody by new_owner_user_id");
            KeyStore.Update(_tx, key with { Owner = new KeyOwner(KeyOwner.Member, to.Id.Value) });
            _newOwners[key.Id] = to;
            Entries.Add(_actor.Did(AuditKind.KeyUpdated, key.Id.Value, AuditDetail.Of(
                ("before", new { owner = _leaver.Id.Value }), ("after", new { owner = to.Id.Value }), ("because", "member removed"))));
        }

        return null;
    }

    /// <summary>Those whose current secret the leaver saw, or of which nobody knows who saw it.</summary>
    public Problem? Rotate(TokenIssuer issuer, TimeSpan overlap)
    {
        foreach (var seen in Visible.Where(IsToRotate))
        {
            var working = KeyRotation.Working(_tx, seen.Id, _uses, _now);
            if (overlap > TimeSpan.Zero && working.Count > 1)
                return Problem.Conflict(
                    "rotate", $"key {seen.Name} is being rotated: two of its secrets work, and a third is never made. End the older one first (claviger keys end-overlap {seen.Name}), or say overlap_seconds 0, or leave rotate out and rotate it afterwards",
                    "rotation_in_progress");
            var key = KeyStore.Find(_tx, _actor.Organization, seen.Id.Value)!; // with its new owner
            var latest = overlap == TimeSpan.Zero ? _now : _now + SecretOverlap.Most;
            var issued = KeyRotation.Write(_tx, _uses, issuer, key, working, overlap, latest, cut: overlap == TimeSpan.Zero, _actor.Member, _now);
            NewSecrets.Add(new RotatedSecretView(key.Id.Value, key.Name, issued.Token));
            Entries.Add(_actor.Did(AuditKind.KeyRotated, key.Id.Value, KeyRotation.DetailOf(issued, working, leaked: false, overlap, latest, cut: overlap == TimeSpan.Zero)));
        }

        return null;
    }

    /// <summary>How they stand after that.</summary>
    public ServiceKeysLeft Report(IReadOnlyDictionary<string, string> workspaceNames)
    {
        var seen = Visible.Select(key =>
        {
            var known = KeySecretStore.Of(_tx, key.Id).Where(secret => secret.WorksAt(_now) && IsKnown(secret)).ToList();
            var endless = known.Exists(secret => secret.EndsAt is null);
            return new OffboardedServiceKey(
                key.Id.Value, key.Name, key.Workspace.Value, workspaceNames.GetValueOrDefault(key.Workspace.Value, ""), KeyViews.Name(key.StatusAt(_now)), _reasons[key.Id],
                IsOwned(key) ? Of(Proposed(key)) : null, Of(_newOwners.GetValueOrDefault(key.Id)),
                known.Count > 0, known.Count == 0 || endless ? null : known.Max(secret => KeySecretViews.EndOf(secret, _uses)),
                NewSecrets.Exists(secret => secret.ApiKeyId == key.Id.Value), OffboardingViews.SecretsOf(_tx, key.Id, _uses, _now));
        }).ToList();
        return new ServiceKeysLeft(seen, _all.Count - seen.Count);
    }

    private IEnumerable<string> Because(ApiKey key)
    {
        if (IsOwned(key)) yield return "owner";
        if (key.CreatedBy == _leaver.Id) yield return "created";
        if (KeySecretStore.Of(_tx, key.Id).Any(secret => secret.ShownTo == _leaver.Id && secret.WorksAt(_now))) yield return "secret_seen";
    }

    private bool IsToRotate(ApiKey key) => key.StatusAt(_now) != KeyStatus.Expired && KeyRotation.Working(_tx, key.Id, _uses, _now) is [.., { } current] && IsKnown(current);

    private bool IsOwned(ApiKey key) => key.Owner == new KeyOwner(KeyOwner.Member, _leaver.Id.Value);

    /// <summary>Nobody's means not known, or a machine's: counted as known to whoever made or owns the key.</summary>
    private bool IsKnown(KeySecret secret) => secret.ShownTo is null || secret.ShownTo == _leaver.Id;

    private Member? Proposed(ApiKey key) => ProposedOwner.Of(WorkspaceMemberStore.Of(_reader, key.Workspace), _staying, _actor.Member);

    private static OffboardingOwner? Of(Member? member) => member is null ? null : new OffboardingOwner(member.Id.Value, member.Email);
}
