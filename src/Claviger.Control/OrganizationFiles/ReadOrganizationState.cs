using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Environments;
using Claviger.Core.Invites;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.Rates;
using Claviger.Core.Roles;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Checklist;
using Claviger.Storage.Environments;
using Claviger.Storage.Groups;
using Claviger.Storage.Invites;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;
using Claviger.Storage.Members;
using Claviger.Storage.Organizations;
using Claviger.Storage.Rates;
using Claviger.Storage.Roles;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Upstreams;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.OrganizationFiles;

/// <summary>An organization in the words of a file, with the ids of what is there. Personal keys are their owners' affair and in no file.</summary>
public sealed class ReadOrganizationState(Database database, TimeProvider clock)
{
    public OrganizationState Run(OrganizationId id)
    {
        using var reader = database.Read();
        var now = clock.GetUtcNow();
        var organization = OrganizationStore.Find(reader, id) ?? throw new StorageException($"organization {id} is not in the store");
        var workspaces = WorkspaceStore.List(reader, id, includeArchived: false, includeDefault: true);
        var places = workspaces.ToDictionary(place => place.Id, place => place.Name);
        var members = MemberStore.All(reader, id);
        var addresses = members.ToDictionary(member => member.Id.Value, member => member.Email);
        var keys = KeyStore.AllLive(reader).Where(key => !key.IsPersonal && places.ContainsKey(key.Workspace)).ToList();
        var groups = GroupStore.All(reader, id);
        var roles = RoleStore.All(reader, id);
        var accounts = ServiceAccountStore.All(reader, id).Where(account => account.ArchivedAt is null).ToList();
        var assignments = RoleAssignmentStore.All(reader, id).Where(given => given.PrincipalType == RoleAssignment.ToGroup).ToList();
        var upstreams = UpstreamStore.All(reader, id);
        var limits = SpendLimitStore.AllLive(reader, id).ToLookup(limit => (limit.Scope.Type, limit.Scope.Type == LimitScopeType.Organization ? "" : limit.Scope.Id));
        var waivers = WaiverStore.All(reader, id);
        var settings = ChecklistSettingsStore.Of(reader, id);
        var tiers = TierStore.Book(reader, id);
        var groupMembers = GroupMemberStore.All(reader).ToLookup(member => member.Group, member => member.Member.Value);
        var workspaceMembers = WorkspaceMemberStore.All(reader).ToLookup(member => member.Workspace);
        var accountPlaces = ServiceAccountWorkspaceStore.All(reader).Where(place => places.ContainsKey(place.Workspace)).ToLookup(place => place.Account);
        var roleNames = roles.ToDictionary(role => role.Id.Value, role => role.Name);
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in keys) named[key.Id.Value] = key.Name;
        foreach (var place in workspaces) named[place.Id.Value] = place.Name;

        var file = new OrganizationFile
        {
            Organization = new OrganizationSpec { TimeZone = organization.TimeZone, SpendRefusals = LimitNames.Of(organization.SpendRefusals), Tier = organization.Tier ?? "none", SpendLimits = Of(LimitScopeType.Organization, "") },
            Environments = EnvironmentStore.Of(reader, id).ToDictionary(one => one.Name, one => new EnvironmentSpec(one.Networks, one.Blocks)),
            Tiers = tiers.All.Where(tier => tiers.IsOwn(tier.Name)).ToDictionary(tier => tier.Name, tier => new TierSpec(tier.DisplayName, JsonSerializer.SerializeToElement(TierJson.Map(tier.Classes)))),
            Roles = roles.ToDictionary(role => role.Name, role => new RoleSpec([.. role.Permissions.Select(PermissionNames.Of).Order(StringComparer.Ordinal)], role.Description ?? "")),
            Members = members.ToDictionary(member => member.Email, member => new MemberSpec(OrganizationRoleNames.Of(member.Role), Of(LimitScopeType.User, member.Id.Value))),
            Groups = groups.ToDictionary(group => group.Name, group => new GroupSpec(
                group.Description ?? "", [.. groupMembers[group.Id].Where(addresses.ContainsKey).Select(member => addresses[member])],
                [.. assignments.Where(given => given.PrincipalId == group.Id.Value && (given.Workspace is not { } place || places.ContainsKey(place))).Select(Grant)])),
            ServiceAccounts = accounts.ToDictionary(account => account.Name, account => new ServiceAccountSpec(
                account.Description ?? "", OrganizationRoleNames.Of(account.Role), accountPlaces[account.Id].ToDictionary(place => places[place.Workspace], place => WorkspaceRoleNames.Of(place.Role)))),
            Workspaces = workspaces.ToDictionary(place => place.Name, place => SpecOf(place)),
            Checklist = new ChecklistSpec(
                new UpdateChecklistSettingsRequest(
                    settings.Environments, settings.RotationDays, settings.UnusedDays, settings.AuditReviewDays, settings.OffboardingDays, settings.SightingDays, settings.MostNetworks,
                    settings.FewestAdmins, settings.MostAdmins, settings.UnresolvedDays, settings.SeparateUpstreams),
                [.. waivers.Select(WaiverOf)]),
        };
        return new OrganizationState
        {
            File = file,
            Workspaces = workspaces.ToDictionary(place => place.Name, place => place.Id.Value),
            Keys = keys.ToDictionary(key => key.Name, key => key.Id.Value),
            Members = members.ToDictionary(member => member.Email.ToLowerInvariant(), member => member.Id.Value),
            Invites = InviteStore.All(reader, id).Where(invite => invite.StatusAt(now) == InviteStatus.Pending).ToDictionary(invite => invite.Email, invite => (OrganizationRoleNames.Of(invite.Role), invite.Id.Value)),
            Groups = groups.ToDictionary(group => group.Name, group => group.Id.Value),
            Roles = roles.ToDictionary(role => role.Name, role => role.Id.Value),
            ServiceAccounts = accounts.ToDictionary(account => account.Name, account => account.Id.Value),
            Upstreams = upstreams.ToDictionary(upstream => upstream.Upstream.Name, upstream => upstream.Upstream.Id.Value),
            SpendLimits = Ids(),
            RoleAssignments = assignments.Where(given => given.Workspace is not { } place || places.ContainsKey(place))
                .ToDictionary(given => OrganizationState.GrantKey(groups.First(group => group.Id.Value == given.PrincipalId).Name, Grant(given)), given => given.Id.Value),
            Waivers = waivers.ToDictionary(waiver => WaiverOf(waiver).Name, waiver => waiver.Id.Value),
        };

        GrantSpec Grant(RoleAssignment given) => new(roleNames.GetValueOrDefault(given.Role, given.Role), given.Workspace is { } place ? places[place] : null);

        WaiverSpec WaiverOf(Core.Checklist.Waiver waiver) => new(
            waiver.ControlId, waiver.SubjectId is { } subject ? named.GetValueOrDefault(subject, subject) : null, waiver.Reason, addresses.GetValueOrDefault(waiver.Owner.Value), waiver.EndsAt);

        Dictionary<string, LimitSpec> Of(LimitScopeType type, string scope) =>
            limits[(type, scope)].ToDictionary(limit => LimitNames.Of(limit.Period), limit => new LimitSpec(limit.Amount, LimitNames.Of(limit.Mode), LimitNames.Of(limit.AtCap)));

        WorkspaceSpec SpecOf(Workspace place) => new()
        {
            Environment = place.Environment,
            DisplayColor = place.DisplayColor.ToUpperInvariant(),
            Tags = place.Tags,
            Tier = place.Tier,
            Upstream = place.Upstream is { } own ? upstreams.First(upstream => upstream.Upstream.Id == own).Upstream.Name : upstreams.Count > 0 ? upstreams[0].Upstream.Name : null,
            SpendLimits = Of(LimitScopeType.Workspace, place.Id.Value),
            Members = workspaceMembers[place.Id].Where(member => addresses.ContainsKey(member.Member.Value)).ToDictionary(member => addresses[member.Member.Value], member => WorkspaceRoleNames.Of(member.Role)),
            Keys = keys.Where(key => key.Workspace == place.Id).ToDictionary(key => key.Name, key => new KeySpec
            {
                Service = key.Service,
                Environment = place.Environment is null ? key.Environment : null,
                Owner = key.Owner.Type == KeyOwner.Member ? addresses.GetValueOrDefault(key.Owner.Id) : null,
                Status = key.Status == KeyStatus.Active ? "active" : "inactive",
                Tier = key.Tier,
                Models = key.Rules.Models,
                Networks = key.Rules.Networks,
                MaxTokens = key.Rules.MaxTokensCeiling ?? 0,
                ExpiresAt = key.ExpiresAt,
                SpendLimits = Of(LimitScopeType.ApiKey, key.Id.Value),
            }),
        };

        Dictionary<string, string> Ids()
        {
            var ids = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var limit in limits.SelectMany(group => group))
            {
                var name = limit.Scope.Type switch
                {
                    LimitScopeType.Organization => "",
                    LimitScopeType.User => addresses.GetValueOrDefault(limit.Scope.Id),
                    LimitScopeType.Workspace or LimitScopeType.ApiKey => named.GetValueOrDefault(limit.Scope.Id),
                    _ => null, // service accounts' limits are in no file
                };
                if (name is not null) ids[OrganizationState.LimitKey(LimitNames.Of(limit.Scope.Type), name, LimitNames.Of(limit.Period))] = limit.Id.Value;
            }

            return ids;
        }
    }
}
