using Claviger.Core;

namespace Claviger.Storage.Audit;

/// <summary>Names behind ids, by their prefix: of what is there, and of what left or was revoked, because a log tells of those too.</summary>
public static class EntityNameStore
{
    private static readonly (string Prefix, string Sql)[] Tables =
    [
        (ApiKeyId.Prefix, "SELECT id, name FROM api_keys"),
        (WorkspaceId.Prefix, "SELECT id, name FROM workspaces"),
        (MemberId.Prefix, "SELECT id, CASE WHEN name = '' THEN email ELSE name END FROM members"),
        (AdminKeyId.Prefix, "SELECT id, name FROM admin_keys"),
        (ServiceAccountId.Prefix, "SELECT id, name FROM service_accounts"),
        (InviteId.Prefix, "SELECT id, email FROM invites"),
        (GroupId.Prefix, "SELECT id, name FROM rbac_groups"),
        (RoleId.Prefix, "SELECT id, name FROM rbac_roles"),
        (UpstreamId.Prefix, "SELECT id, name FROM upstreams"),
        (AlertChannelId.Prefix, "SELECT id, name FROM alert_channels"),
        (AlertRuleId.Prefix, "SELECT id, name FROM alert_rules"),
    ];

    /// <summary>What has no name of its own, or is another organization's, is left out.</summary>
    public static IReadOnlyDictionary<string, string> Of(Reader reader, OrganizationId organization, IEnumerable<string> ids)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var asked = ids.ToHashSet(StringComparer.Ordinal);
        var limits = ScopesOf(reader, organization, [.. asked.Where(id => id.StartsWith(SpendLimitId.Prefix, StringComparison.Ordinal))]);
        asked.UnionWith(limits.Values);
        foreach (var (prefix, sql) in Tables)
        {
            var some = asked.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            if (some.Count == 0) continue;
            foreach (var (id, name) in reader.Query<(string, string)>($"{sql} WHERE id IN @some AND {OwnRows.Only}", new { organization = organization.Value, some })) names[id] = name;
        }

        foreach (var (limit, scope) in limits) names[limit] = $"limit of {names.GetValueOrDefault(scope, "the organization")}";
        return names;
    }

    private static Dictionary<string, string> ScopesOf(Reader reader, OrganizationId organization, List<string> some) => some.Count == 0 ? [] : reader.Query<(string Id, string Scope)>(
        $"SELECT id, scope_id FROM spend_limits WHERE id IN @some AND {OwnRows.Only}", new { organization = organization.Value, some }).ToDictionary(row => row.Id, row => row.Scope);
}
