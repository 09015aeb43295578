using System.Text.Json;
using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <summary>
/// Compares a file with an organization: pure, so that the same two always give the same plan, and a file that an organization was exported
/// to gives an empty one.
/// </summary>
public sealed class OrganizationPlanner
{
    private readonly OrganizationFile _file;
    private readonly OrganizationState _state;
    private readonly List<PlannedChange> _changes = [];
    private readonly List<PlannedChange> _ends = [];

    private OrganizationPlanner(OrganizationFile file, OrganizationState state) => (_file, _state) = (file, state);

    /// <param name="allowDelete">Whether what is not in a managed section goes.</param>
    public static OrganizationPlan Plan(OrganizationFile file, OrganizationState state, bool allowDelete)
    {
        var planner = new OrganizationPlanner(file, state);
        planner.Organization();
        planner.Tiers();
        planner.Environments();
        planner.Roles();
        planner.Members();
        planner.Groups();
        planner.ServiceAccounts();
        planner.Workspaces();
        planner.Checklist();
        var ends = planner._ends.OrderByDescending(end => end.Noun).ToList();
        var changes = planner._changes.OrderBy(change => change.Noun);
        return allowDelete ? new([.. changes, .. ends], []) : new([.. changes], ends);
    }

    private void Organization()
    {
        if (_file.Organization is not { } wanted) return;
        var current = _state.File.Organization!;
        Update(PlannedNoun.Organization, "organization", "organization", "", "", new Differences()
            .Text("time_zone", current.TimeZone, wanted.TimeZone).Text("spend_refusals", current.SpendRefusals, wanted.SpendRefusals).Text("tier", current.Tier, wanted.Tier));
        Limits("organization", "", "organization", current.SpendLimits, wanted.SpendLimits);
    }

    private void Tiers() => Each(_file.Tiers, _state.File.Tiers, PlannedNoun.Tier, "tiers", _ => null, (current, wanted) => new Differences()
        .Text("display_name", current?.DisplayName, wanted.DisplayName).Text("classes", Compact(current?.Classes), Compact(wanted.Classes)));

    private void Environments() => Each(_file.Environments, _state.File.Environments, PlannedNoun.Environment, "environments", _ => null, (current, wanted) => new Differences()
        .List("networks", current?.Networks, wanted.Networks).Flag("block", current?.Block, wanted.Block));

    private void Roles() => Each(_file.Roles, _state.File.Roles, PlannedNoun.Role, "roles", _state.Roles.GetValueOrDefault, (current, wanted) => new Differences()
        .List("permissions", current?.Permissions, wanted.Permissions).Text("description", current?.Description, wanted.Description));

    private void Members()
    {
        if (_file.Members is not { } wanted) return;
        var current = Folded(_state.File.Members!);
        foreach (var (address, member) in wanted)
        {
            var (at, folded) = ($"members.{address}", address.ToLowerInvariant());
            if (current.TryGetValue(folded, out var now))
            {
                Update(PlannedNoun.Member, at, address, "", _state.Members[folded], new Differences().Text("role", now.Role, member.Role));
                Limits("user", address, at, now.SpendLimits, member.SpendLimits);
            }
            else
            {
                var invited = Folded(_state.Invites);
                if (!invited.TryGetValue(folded, out var invite)) Add(PlannedAction.Create, PlannedNoun.Member, at, address, "", null, new Differences().Text("role", null, member.Role));
                else if (invite.Role != member.Role) Add(PlannedAction.Update, PlannedNoun.Member, at, address, "", invite.Id, new Differences().Text("role", invite.Role, member.Role));
            }
        }

        var names = wanted.Keys.Select(address => address.ToLowerInvariant()).ToHashSet();
        foreach (var (address, id) in _state.Members.Where(member => !names.Contains(member.Key))) End(PlannedNoun.Member, $"members.{address}", address, "", id);
        foreach (var (address, invite) in _state.Invites.Where(invite => !names.Contains(invite.Key.ToLowerInvariant()))) End(PlannedNoun.Member, $"members.{address}", address, "", invite.Id);
    }

    private void Groups()
    {
        if (_file.Groups is not { } wanted) return;
        Each(wanted, _state.File.Groups, PlannedNoun.Group, "groups", _state.Groups.GetValueOrDefault, (current, group) => new Differences().Text("description", current?.Description, group.Description));
        foreach (var (name, group) in wanted)
        {
            var current = _state.File.Groups!.GetValueOrDefault(name);
            var (at, now) = ($"groups.{name}", (current?.Members ?? []).Select(address => address.ToLowerInvariant()).ToHashSet());
            foreach (var address in (group.Members ?? []).Where(address => !now.Contains(address.ToLowerInvariant()))) Add(PlannedAction.Create, PlannedNoun.GroupMember, $"{at}.members", address, name, null, new Differences());
            if (group.Members is not null)
                foreach (var address in now.Except(group.Members.Select(address => address.ToLowerInvariant()))) End(PlannedNoun.GroupMember, $"{at}.members", address, name, _state.Members.GetValueOrDefault(address));
            if (group.Roles is null) continue;
            foreach (var grant in group.Roles.Except(current?.Roles ?? [])) Add(PlannedAction.Create, PlannedNoun.RoleAssignment, $"{at}.roles", grant.ToString(), name, null, new Differences());
            foreach (var grant in (current?.Roles ?? []).Except(group.Roles)) End(PlannedNoun.RoleAssignment, $"{at}.roles", grant.ToString(), name, _state.RoleAssignments.GetValueOrDefault(OrganizationState.GrantKey(name, grant)));
        }
    }

    private void ServiceAccounts()
    {
        if (_file.ServiceAccounts is not { } wanted) return;
        Each(wanted, _state.File.ServiceAccounts, PlannedNoun.ServiceAccount, "service_accounts", _state.ServiceAccounts.GetValueOrDefault, (current, account) => new Differences()
            .Text("description", current?.Description, account.Description).Text("role", current?.Role, account.Role));
        foreach (var (name, account) in wanted)
            Places(PlannedNoun.ServiceAccountWorkspace, $"service_accounts.{name}.workspaces", name, _state.File.ServiceAccounts!.GetValueOrDefault(name)?.Workspaces, account.Workspaces, StringComparer.Ordinal);
    }

    private void Workspaces()
    {
        if (_file.Workspaces is not { } wanted) return;
        var current = _state.File.Workspaces!;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, workspace) in wanted)
        {
            var at = $"workspaces.{name}";
            var old = current.ContainsKey(name) ? name : workspace.Was is { } was && current.ContainsKey(was) ? was : null;
            var now = old is null ? null : current[old];
            if (old is not null) kept.Add(old);
            Change(PlannedNoun.Workspace, at, name, "", old, _state.Workspaces.GetValueOrDefault(old ?? ""), new Differences()
                .Text("environment", now?.Environment, workspace.Environment).Text("display_color", now?.DisplayColor, workspace.DisplayColor?.ToUpperInvariant()).Map("tags", now?.Tags, workspace.Tags)
                .Text("tier", now is null ? null : now.Tier ?? "none", workspace.Tier).Text("upstream", now?.Upstream, workspace.Upstream));
            Limits("workspace", name, at, now?.SpendLimits, workspace.SpendLimits, old);
            Places(PlannedNoun.WorkspaceMember, $"{at}.members", name, now?.Members, workspace.Members, StringComparer.OrdinalIgnoreCase);
            if (workspace.Keys is { } keys) Keys(name, at, now?.Keys ?? new Dictionary<string, KeySpec>(), keys);
        }

        foreach (var (name, _) in current.Where(workspace => !kept.Contains(workspace.Key) && workspace.Key != DefaultWorkspace)) End(PlannedNoun.Workspace, $"workspaces.{name}", name, "", _state.Workspaces[name]);
    }

    /// <summary>It can be neither made, renamed nor archived: a file may say what is in it, and leave it out.</summary>
    public const string DefaultWorkspace = "Default";

    private void Keys(string workspace, string at, IReadOnlyDictionary<string, KeySpec> current, IReadOnlyDictionary<string, KeySpec> wanted)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, key) in wanted)
        {
            var place = $"{at}.keys.{name}";
            var old = current.ContainsKey(name) ? name : key.Was is { } was && current.ContainsKey(was) ? was : null;
            var now = old is null ? null : current[old];
            if (old is not null) kept.Add(old);
            Change(PlannedNoun.Key, place, name, workspace, old, _state.Keys.GetValueOrDefault(old ?? ""), new Differences()
                .Text("service", now?.Service, key.Service).Text("environment", now?.Environment, key.Environment).Text("owner", now?.Owner, SameAddress(now?.Owner, key.Owner))
                .Text("status", now is null ? "active" : now.Status, key.Status).Text("tier", now is null ? null : now.Tier ?? "none", key.Tier)
                .List("models", now?.Models, key.Models).List("networks", now?.Networks, key.Networks).Number("max_tokens", now is null ? null : now.MaxTokens ?? 0, key.MaxTokens)
                .Text("expires_at", Time(now?.ExpiresAt), Time(key.ExpiresAt)));
            Limits("api_key", name, place, now?.SpendLimits, key.SpendLimits, old);
        }

        foreach (var (name, _) in current.Where(key => !kept.Contains(key.Key))) End(PlannedNoun.Key, $"{at}.keys.{name}", name, workspace, _state.Keys[name]);
    }

    private void Checklist()
    {
        if (_file.Checklist is not { } wanted) return;
        if (wanted.Settings is { } settings)
        {
            var now = _state.File.Checklist!.Settings!;
            Update(PlannedNoun.ChecklistSettings, "checklist.settings", "checklist settings", "", "", new Differences()
                .List("environments", now.Environments, settings.Environments).Number("rotation_days", now.RotationDays, settings.RotationDays).Number("unused_days", now.UnusedDays, settings.UnusedDays)
                .Number("audit_review_days", now.AuditReviewDays, settings.AuditReviewDays).Number("offboarding_days", now.OffboardingDays, settings.OffboardingDays)
                .Number("sighting_days", now.SightingDays, settings.SightingDays).Number("most_networks", now.MostNetworks, settings.MostNetworks).Number("fewest_admins", now.FewestAdmins, settings.FewestAdmins)
                .Number("most_admins", now.MostAdmins, settings.MostAdmins).Number("unresolved_days", now.UnresolvedDays, settings.UnresolvedDays).Flag("separate_upstreams", now.SeparateUpstreams, settings.SeparateUpstreams));
        }

        if (wanted.Waivers is not { } waivers) return;
        var current = (_state.File.Checklist!.Waivers ?? []).ToDictionary(waiver => waiver.Name);
        foreach (var (waiver, index) in waivers.Select((waiver, index) => (waiver, index)))
        {
            var now = current.GetValueOrDefault(waiver.Name);
            var fields = new Differences().Text("reason", now?.Reason, waiver.Reason).Text("owner", now?.Owner, SameAddress(now?.Owner, waiver.Owner)).Text("until", Time(now?.Until), Time(waiver.Until));
            if (now is null) Add(PlannedAction.Create, PlannedNoun.Waiver, $"checklist.waivers[{index}]", waiver.Name, "", null, fields);
            else Update(PlannedNoun.Waiver, $"checklist.waivers[{index}]", waiver.Name, "", _state.Waivers.GetValueOrDefault(waiver.Name), fields);
        }

        foreach (var name in current.Keys.Except(waivers.Select(waiver => waiver.Name))) End(PlannedNoun.Waiver, "checklist.waivers", name, "", _state.Waivers.GetValueOrDefault(name));
    }

    private void Limits(string scope, string name, string at, IReadOnlyDictionary<string, LimitSpec>? current, IReadOnlyDictionary<string, LimitSpec>? wanted, string? old = null)
    {
        if (wanted is null) return;
        foreach (var (period, limit) in wanted)
        {
            var now = current?.GetValueOrDefault(period);
            var id = _state.SpendLimits.GetValueOrDefault(OrganizationState.LimitKey(scope, old ?? name, period));
            var fields = new Differences().Text("amount", now is null ? null : MoneyForm.Of(now.Amount), MoneyForm.Of(limit.Amount)).Text("mode", now?.Mode, limit.Mode).Text("at_cap", now?.AtCap, limit.AtCap);
            if (now is null) Add(PlannedAction.Create, PlannedNoun.SpendLimit, $"{at}.spend_limits.{period}", Called(scope, name, period), $"{scope}|{name}", null, fields);
            else Update(PlannedNoun.SpendLimit, $"{at}.spend_limits.{period}", Called(scope, name, period), $"{scope}|{name}", id, fields);
        }

        foreach (var (period, _) in (current ?? new Dictionary<string, LimitSpec>()).Where(limit => !wanted.ContainsKey(limit.Key)))
            End(PlannedNoun.SpendLimit, $"{at}.spend_limits.{period}", Called(scope, name, period), $"{scope}|{name}", _state.SpendLimits.GetValueOrDefault(OrganizationState.LimitKey(scope, old ?? name, period)));
    }

    private static string Called(string scope, string name, string period) => name.Length == 0 ? $"{period} limit of the {scope}" : $"{period} limit of {name}";

    private void Places(PlannedNoun noun, string at, string parent, IReadOnlyDictionary<string, string>? current, IReadOnlyDictionary<string, string>? wanted, StringComparer names)
    {
        if (wanted is null) return;
        var now = new Dictionary<string, string>(current ?? new Dictionary<string, string>(), names);
        foreach (var (name, role) in wanted)
        {
            var fields = new Differences().Text("role", now.GetValueOrDefault(name), role);
            if (!now.ContainsKey(name)) Add(PlannedAction.Create, noun, $"{at}.{name}", name, parent, null, fields);
            else Update(noun, $"{at}.{name}", name, parent, null, fields);
        }

        foreach (var name in now.Keys.Except(wanted.Keys, names)) End(noun, $"{at}.{name}", name, parent, null);
    }

    private void Each<T>(IReadOnlyDictionary<string, T>? wanted, IReadOnlyDictionary<string, T>? current, PlannedNoun noun, string section, Func<string, string?> id, Func<T?, T, Differences> differences) where T : class
    {
        if (wanted is null) return;
        foreach (var (name, spec) in wanted) Change(noun, $"{section}.{name}", name, "", current!.ContainsKey(name) ? name : null, id(name), differences(current.GetValueOrDefault(name), spec));
        foreach (var name in current!.Keys.Where(name => !wanted.ContainsKey(name))) End(noun, $"{section}.{name}", name, "", id(name));
    }

    private void Change(PlannedNoun noun, string path, string name, string parent, string? old, string? id, Differences differences)
    {
        if (old is null) Add(PlannedAction.Create, noun, path, name, parent, null, differences);
        else if (old != name) _changes.Add(new PlannedChange(PlannedAction.Rename, noun, path, name, parent, id, [new PlannedField("name", old, name), .. differences.Fields]));
        else Update(noun, path, name, parent, id, differences);
    }

    private void Update(PlannedNoun noun, string path, string name, string parent, string? id, Differences differences)
    {
        if (differences.Fields.Count > 0) Add(PlannedAction.Update, noun, path, name, parent, id, differences);
    }

    private void Add(PlannedAction action, PlannedNoun noun, string path, string name, string parent, string? id, Differences differences) =>
        _changes.Add(new PlannedChange(action, noun, path, name, parent, id, differences.Fields));

    private void End(PlannedNoun noun, string path, string name, string parent, string? id) => _ends.Add(new PlannedChange(PlannedAction.Delete, noun, path, name, parent, id, []));

    // Upper and lower case are one address.
    private static string? SameAddress(string? from, string? to) => to is not null && string.Equals(from, to, StringComparison.OrdinalIgnoreCase) ? from : to;

    private static Dictionary<string, T> Folded<T>(IReadOnlyDictionary<string, T> byAddress) => byAddress.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value, StringComparer.Ordinal);

    private static string? Time(DateTimeOffset? time) => time is { } at ? UtcTimeConverter.Text(at) : null;

    /// <summary>One text for one meaning: names in order, no blanks.</summary>
    private static string? Compact(JsonElement? json) => json is { } value ? Rates.TierJson.Canonical(value) : null;
}
