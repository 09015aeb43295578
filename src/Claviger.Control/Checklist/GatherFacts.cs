using System.Security.Cryptography;
using System.Text;
using Claviger.Control.Audit;
using Claviger.Control.Keys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Checklist;
using Claviger.Core.Checklist.Facts;
using Claviger.Core.Invites;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Organizations;
using Claviger.Core.Policy;
using Claviger.Core.Rotation;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Alerts;
using Claviger.Storage.Environments;
using Claviger.Storage.Invites;
using Claviger.Storage.Keys;
using Claviger.Storage.Ledger;
using Claviger.Storage.Limits;
using Claviger.Storage.Members;
using Claviger.Storage.Offboarding;
using Claviger.Storage.Organizations;
using Claviger.Storage.Rotation;
using Claviger.Storage.Secrets;
using Claviger.Storage.Sightings;
using Claviger.Storage.Upstreams;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Checklist;

/// <summary>Store to <see cref="OrganizationFacts"/>: a dozen questions in one moment, whatever the organization's size.</summary>
public sealed class GatherFacts(Database database, Sealer sealer, SecretUses uses, AuditFacts audit, TimeProvider clock)
{
    private const int MostUnresolved = 1_000;

    /// <param name="sightingDays">How far back sightings count.</param>
    public OrganizationFacts Run(OrganizationId id, int sightingDays)
    {
        using var reader = database.Read();
        var now = clock.GetUtcNow();
        var organization = OrganizationStore.Find(reader, id) ?? throw new StorageException($"organization {id} is not in the store");
        var upstreams = UpstreamStore.AllWithCredentials(reader, sealer);
        var workspaces = WorkspaceStore.All(reader).Where(workspace => workspace.ArchivedAt is null && workspace.Organization == id).ToList();
        var members = MemberStore.All(reader, id);
        var keys = KeyStore.AllLive(reader);
        var secrets = KeySecretStore.AllLive(reader).ToLookup(secret => secret.Key);
        var keyIds = keys.ToDictionary(key => key.Number, key => key.Id.Value);
        var reports = OffboardingStore.ByMember(reader, id);
        return new OrganizationFacts
        {
            At = now,
            Source = FactSource.Claviger,
            OrganizationId = id.Value,
            OrganizationName = organization.Name,
            CreatedAt = organization.CreatedAt,
            Environments = [.. EnvironmentStore.Of(reader, id).Select(one => new EnvironmentFact(one.Name, one.Networks, one.Blocks))],
            Workspaces = [.. workspaces.Select(workspace => new WorkspaceFact(
                workspace.Id.Value, workspace.Name, workspace.Environment, workspace.IsDefault, (workspace.Upstream ?? (upstreams.Count > 0 ? upstreams[0].Upstream.Id : null))?.Value))],
            Keys = Keys(keys, secrets, workspaces, members, RotationPolicyStore.Of(reader, id), SecretDeliveryStore.All(reader, id), now),
            Members = [.. members.Select(member => new MemberFact(member.Id.Value, member.Email, member.Name, OrganizationRoleNames.Of(member.Role)))],
            Invites = [.. InviteStore.All(reader, id).Where(invite => invite.StatusAt(now) == InviteStatus.Pending)
                .Select(invite => new InviteFact(invite.Id.Value, invite.Email, OrganizationRoleNames.Of(invite.Role), invite.ExpiresAt))],
            Leavers = [.. MemberStore.Removed(reader, id).Select(left => new LeaverFact(left.Member.Id.Value, left.Member.Email, left.LeftAt, reports.GetValueOrDefault(left.Member.Id.Value)))],
            AdminKeys = AdminKeys(reader, id, now),
            SpendLimits = [.. SpendLimitStore.AllLive(reader, id).Select(limit => Of(limit, now))],
            Sightings = [.. SightingStore.AllSince(reader, id, now - TimeSpan.FromDays(sightingDays)).Select(seen => new SightingFact(
                keyIds.GetValueOrDefault(seen.Key, ""), seen.Network, seen.Environment.Length == 0 ? null : seen.Environment, seen.Client, seen.FirstAt, seen.LastAt))],
            Upstreams = [.. upstreams.Select(pair => new UpstreamFact(pair.Upstream.Id.Value, pair.Upstream.Name, Fingerprint(pair.Credential)))],
            AlertChannels = [.. AlertChannelStore.All(reader, id).Where(channel => channel.IsEnabled)
                .Select(channel => new AlertChannelFact(channel.Id.Value, channel.Name, AlertNames.Of(channel.Type), channel.DeliveredAt, channel.FailedAt, channel.LastError))],
            AlertRules = [.. AlertRuleStore.All(reader, id).Where(rule => rule.ScopeType is AlertScopeType.Organization or AlertScopeType.Workspace)
                .Select(rule => new AlertRuleFact(rule.Id.Value, rule.Name, rule.Kind, rule.ScopeType == AlertScopeType.Workspace ? rule.ScopeId : null, rule.IsEnabled, [.. rule.Channels.Select(channel => channel.Value)]))],
            Audit = audit.Of(reader, id),
            Unresolved = [.. Unresolved(reader, keyIds)],
        };
    }

    private List<KeyFact> Keys(
        IReadOnlyList<ApiKey> keys, ILookup<ApiKeyId, KeySecret> secrets, IReadOnlyList<Workspace> workspaces, IReadOnlyList<Core.Members.Member> members, RotationPolicies rotation,
        IReadOnlyDictionary<ApiKeyId, SecretDelivery> deliveries, DateTimeOffset now)
    {
        var places = workspaces.ToDictionary(workspace => workspace.Id);
        var emails = members.ToDictionary(member => member.Id.Value, member => member.Email);
        return keys.Where(key => places.ContainsKey(key.Workspace)).Select(key =>
        {
            var views = secrets[key.Id].Select(secret => (Secret: secret, View: KeySecretViews.Of(secret, uses, now))).Where(pair => pair.View.EndsAt is not { } end || now < end).OrderBy(pair => pair.Secret.CreatedAt).ToList();
            return new KeyFact
            {
                Id = key.Id.Value,
                Name = key.Name,
                WorkspaceId = key.Workspace.Value,
                Service = key.Service,
                Environment = key.Environment,
                OwnerId = key.Owner.Id,
                OwnerName = emails.GetValueOrDefault(key.Owner.Id),
                IsOwnedByMember = key.Owner.Type == KeyOwner.Member,
                IsPersonal = key.IsPersonal,
                CreatedBy = key.CreatedBy?.Value,
                CreatedAt = key.CreatedAt,
                IsActive = key.Status == KeyStatus.Active,
                ExpiresAt = key.ExpiresAt,
                LastUsedAt = views.Max(pair => pair.View.LastUsedAt),
                Models = key.Rules.Models,
                Networks = key.Rules.Networks,
                Tier = key.Tier ?? places[key.Workspace].Tier,
                Secrets = [.. views.Select(pair => new SecretFact(pair.Secret.Hint, pair.Secret.CreatedAt, pair.View.LastUsedAt, pair.Secret.ShownTo?.Value, pair.View.EndsAt))],
                RotationDays = rotation.Of(key).MaxAgeDays,
                RotatesByItself = rotation.Of(key).IsManaged,
                Delivery = deliveries.GetValueOrDefault(key.Id) is { State: DeliveryState.Waiting or DeliveryState.InDoubt } late ? new DeliveryFact(late.Sink, late.Attempts, late.StartedAt, late.Error) : null,
            };
        }).ToList();
    }

    /// <summary>Those that work: a key of somebody who lost their rights is refused at each call, and still is one that works.</summary>
    private List<AdminKeyFact> AdminKeys(Reader reader, OrganizationId id, DateTimeOffset now) => AdminKeyStore.AllLive(reader).Where(key => key.WorksAt(now) && key.Organization == id).Select(key => new AdminKeyFact(
        key.Id.Value, key.Name, key.Member?.Value, key.Owner.Id, key.CreatedAt, key.ExpiresAt, KeySecretViews.Later(key.LastUsedAt, uses.Find(key.SecretId) is { LastMs: > 0 and var last } ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null))).ToList();

    private static SpendLimitFact Of(SpendLimit limit, DateTimeOffset now) => new(
        limit.Id.Value, LimitNames.Of(limit.Scope.Type), limit.Scope.Type == LimitScopeType.Organization ? null : limit.Scope.Id, LimitNames.Of(limit.Period), limit.Amount,
        limit is { Mode: LimitMode.Hard, Amount: not null } && !limit.IsSuspendedAt(now.ToUnixTimeMilliseconds()));

    private static IEnumerable<UnresolvedFact> Unresolved(Reader reader, Dictionary<int, string> keys)
    {
        foreach (var row in UnresolvedStore.Rows(reader, null, MostUnresolved))
            yield return new(Core.Usage.RequestIds.Text(row.RequestId), DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), row.Cost, keys.GetValueOrDefault(row.Key));
        foreach (var rest in UnresolvedStore.Remainders(reader, 0, MostUnresolved))
            yield return new(rest.Id, DateTimeOffset.FromUnixTimeMilliseconds(rest.AtMs), rest.Amount, null);
    }

    // Only ever compared with others of the same answer, and never shown.
    private static string Fingerprint(string credential) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(credential)));
}
