using System.Net.Mail;
using Claviger.Cli.Scan;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;

namespace Claviger.Cli.Anthropic;

/// <summary>
/// From what was read at Anthropic to the words of a file. Where Anthropic has no such thing and a name is all there is (a workspace's environment,
/// a key's service, a tier's name) the file's word is taken, so that it is no difference.
/// </summary>
internal sealed class AnthropicState
{
    private static readonly string[] Roles = ["user", "claude_code_user", "developer", "billing", "admin"];
    private static readonly string[] Owners = ["owner", "primary_owner"];
    private static readonly string[] PlaceRoles = ["workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin"];

    /// <summary>What no tier says; no tier's name, for those have no blanks.</summary>
    public const string OwnLimits = "limits of its own";

    private readonly AnthropicReading _reading;
    private readonly OrganizationFile? _file;
    private readonly IReadOnlyDictionary<string, string> _environments;
    private readonly AnthropicNames _places;
    private readonly AnthropicNames _keys;
    private readonly AnthropicRates _rates;
    private readonly List<AnthropicReading.KeyRow> _rows;
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _admins = new(StringComparer.Ordinal);
    private readonly Dictionary<(PlannedNoun, string), string> _unsayable = [];
    private readonly Dictionary<string, TierSpec> _tiers = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    private AnthropicState(AnthropicReading reading, OrganizationFile? file, IReadOnlyDictionary<string, string> environments)
    {
        (_reading, _file, _environments) = (reading, file, environments);
        var live = reading.Workspaces.Select(place => place.Id).ToHashSet(StringComparer.Ordinal);
        // Personal keys are their owners' affair and in no file; an expired one can only be deleted.
        _rows = [.. reading.Keys.Where(key => key.WorkspaceId is { } place && live.Contains(place) && !IsPersonal(key) && key.Status is "active" or "inactive")];
        _places = new AnthropicNames(reading.Workspaces.Select(place => (place.Id, place.Name)), AnthropicNames.LongestWorkspace, AnthropicNames.OfWorkspaces(file));
        _keys = new AnthropicNames(_rows.Select(key => (key.Id, key.Name)), AnthropicNames.LongestKey, AnthropicNames.OfKeys(file));
        _rates = new AnthropicRates(reading, file?.Tiers);
    }

    /// <param name="file">What it is compared with; null: it is to be exported.</param>
    /// <param name="environments">What somebody said of a workspace, by name.</param>
    /// <param name="mayBeArchived">Workspaces that somebody named as to be archived.</param>
    public static AnthropicOrganization Of(AnthropicReading reading, OrganizationFile? file, IReadOnlyDictionary<string, string> environments, IReadOnlySet<string> mayBeArchived) =>
        new AnthropicState(reading, file, environments).Run(mayBeArchived);

    public static bool IsPersonal(AnthropicReading.KeyRow key) => key.OwnerId?.StartsWith(MemberId.Prefix, StringComparison.Ordinal) == true;

    private AnthropicOrganization Run(IReadOnlySet<string> mayBeArchived)
    {
        Shared(PlannedNoun.Workspace, _places, "workspaces");
        Shared(PlannedNoun.Key, _keys, "API keys");
        var members = Members();
        var workspaces = _reading.Workspaces.ToDictionary(place => _places[place.Id], WorkspaceOf, StringComparer.Ordinal);
        var state = new OrganizationState
        {
            File = new OrganizationFile
            {
                Organization = new OrganizationSpec { TimeZone = "UTC", Tier = "none", SpendLimits = Limits("organization", null) },
                Environments = new Dictionary<string, EnvironmentSpec>(), Roles = new Dictionary<string, RoleSpec>(), Groups = new Dictionary<string, GroupSpec>(),
                ServiceAccounts = new Dictionary<string, ServiceAccountSpec>(),
                Tiers = _file?.Tiers ?? _tiers, Members = members, Workspaces = workspaces, Alerts = new AlertsSpec(new Dictionary<string, AlertChannelSpec>(), new Dictionary<string, AlertRuleSpec>()),
                Checklist = new ChecklistSpec(new UpdateChecklistSettingsRequest(), []),
            },
            Workspaces = _reading.Workspaces.ToDictionary(place => _places[place.Id], place => place.Id, StringComparer.Ordinal),
            Keys = _rows.ToDictionary(key => _keys[key.Id], key => key.Id, StringComparer.Ordinal),
            Members = _addresses.ToDictionary(pair => pair.Value.ToLowerInvariant(), pair => pair.Key, StringComparer.Ordinal),
            Invites = Invites(),
            SpendLimits = LimitIds(),
        };
        Notes();
        var circumstances = new AnthropicCircumstances
        {
            Admins = _admins, Unsayable = _unsayable, Tiers = _rates.Known, MayBeArchived = mayBeArchived,
            SpendLimitsRefused = _reading.SpendLimits is null ? _reading.Refusals.GetValueOrDefault("spend limits", "not shown") : null,
            RateLimitsRefused = _reading.RateLimits is null || _reading.RateGroups is null ? _reading.Refusals.GetValueOrDefault("rate limits", "not shown") : null,
        };
        return new AnthropicOrganization(_reading, state, circumstances, _rates, _notes);
    }

    private void Shared(PlannedNoun noun, AnthropicNames names, string what)
    {
        foreach (var (name, ids) in names.Shared)
            _unsayable[(noun, name)] = $"{ids.Count} {what} are called that at Anthropic: write {string.Join(" and ", ids.Take(3))}{(ids.Count > 3 ? " …" : "")} instead, or rename them with was:";
    }

    private Dictionary<string, MemberSpec> Members()
    {
        var members = new Dictionary<string, MemberSpec>(StringComparer.Ordinal);
        foreach (var member in _reading.Members)
        {
            var role = Owners.Contains(member.Role) ? "admin" : member.Role;
            if (role is "admin" or "membership_admin" or "managed") _admins.Add(member.Email.ToLowerInvariant());
            if (!Roles.Contains(role) || !IsAddress(member.Email) || members.Keys.Contains(member.Email, StringComparer.OrdinalIgnoreCase))
            {
                _unsayable[(PlannedNoun.Member, member.Email.ToLowerInvariant())] = $"has the role {member.Role} at Anthropic, which no file can say";
                continue;
            }

            members[member.Email] = new MemberSpec(role, null);
            _addresses[member.Id] = member.Email;
        }

        return members;
    }

    private Dictionary<string, (string, string)> Invites()
    {
        var invites = new Dictionary<string, (string, string)>(StringComparer.OrdinalIgnoreCase);
        foreach (var invite in _reading.Invites)
            if (Roles.Contains(invite.Role) && IsAddress(invite.Email) && !_addresses.Values.Contains(invite.Email, StringComparer.OrdinalIgnoreCase)) invites[invite.Email] = (invite.Role, invite.Id);
            else _unsayable.TryAdd((PlannedNoun.Member, invite.Email.ToLowerInvariant()), $"is invited with the role {invite.Role} at Anthropic, which no file can say");
        return invites;
    }

    private WorkspaceSpec WorkspaceOf(AnthropicReading.WorkspaceRow place)
    {
        var name = _places[place.Id];
        var ofFile = OfFile(name);
        return new WorkspaceSpec
        {
            Environment = ofFile?.Environment ?? (place.IsDefault ? null : _environments.GetValueOrDefault(place.Name) ?? EnvironmentGuess.Of(place.Name)),
            DisplayColor = place.IsDefault ? null : place.Color.ToUpperInvariant(),
            Tags = place.IsDefault || place.Tags.Any(tag => tag.Key.Length == 0 || PlainText.HasTricks(tag.Key) || PlainText.HasTricks(tag.Value)) ? null : place.Tags,
            Tier = TierOf(place, ofFile),
            SpendLimits = place.IsDefault ? null : Limits("workspace", place.Id),
            Members = place.IsDefault ? null : PlacesOf(place, ofFile),
            Keys = _rows.Where(key => key.WorkspaceId == place.Id).ToDictionary(key => _keys[key.Id], KeyOf, StringComparer.Ordinal),
        };
    }

    private string? TierOf(AnthropicReading.WorkspaceRow place, WorkspaceSpec? ofFile)
    {
        if (!_rates.HasOwn(place.Id)) return null;
        if (_file is not null) return ofFile?.Tier is { } wanted && _rates.IsIn(place.Id, wanted) ? wanted : OwnLimits;
        if (_rates.ShippedTierOf(place.Id) is { } shipped) return shipped;
        if (_rates.AsClasses(place.Id) is not { } classes)
        {
            _notes.Add($"Rate limits of {place.Name}: some are of groups or kinds that tiers have no words for.");
            return OwnLimits;
        }

        var spec = AnthropicRates.SpecOf(classes);
        var same = _tiers.FirstOrDefault(tier => tier.Value.Classes!.Value.GetRawText() == spec.Classes!.Value.GetRawText()).Key;
        if (same is null) _tiers[same = $"own-{_tiers.Count + 1}"] = spec;
        return same;
    }

    private Dictionary<string, string> PlacesOf(AnthropicReading.WorkspaceRow place, WorkspaceSpec? ofFile)
    {
        var places = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in (_reading.Places ?? []).Where(row => row.WorkspaceId == place.Id && PlaceRoles.Contains(row.Role)))
            if (_addresses.TryGetValue(row.MemberId, out var address) && !_admins.Contains(address.ToLowerInvariant())) places[address] = row.Role;
        // Whoever is an admin of the organization is one of every workspace, and only a difference where a file says something else.
        foreach (var address in (ofFile?.Members?.Keys ?? []).Where(address => _admins.Contains(address.ToLowerInvariant()))) places[address] = "workspace_admin";
        return places;
    }

    private KeySpec KeyOf(AnthropicReading.KeyRow key)
    {
        var ofFile = (_file?.Workspaces?.Values ?? []).SelectMany(place => place.Keys ?? new Dictionary<string, KeySpec>()).FirstOrDefault(one => one.Key == _keys[key.Id] || one.Value.Was == _keys[key.Id]).Value;
        return new KeySpec { Service = ofFile?.Service ?? EnvironmentGuess.ServiceOf(key.Name), Environment = ofFile?.Environment, Status = key.Status, ExpiresAt = key.ExpiresAt };
    }

    private WorkspaceSpec? OfFile(string name) => (_file?.Workspaces ?? new Dictionary<string, WorkspaceSpec>()).FirstOrDefault(place => place.Key == name || place.Value.Was == name).Value;

    private Dictionary<string, LimitSpec>? Limits(string scope, string? id) => _reading.SpendLimits is null ? null : Rows(scope, id).GroupBy(limit => limit.Period).ToDictionary(
        group => group.Key, group => new LimitSpec(group.First().Cents is { } cents ? MoneyText.Cents(cents, out _) : null, "hard", "reserve"), StringComparer.Ordinal);

    private IEnumerable<AnthropicReading.LimitRow> Rows(string scope, string? id) =>
        (_reading.SpendLimits ?? []).Where(limit => limit.Scope == scope && (id is null || limit.ScopeId == id) && LimitNames.Periods.ContainsKey(limit.Period));

    private Dictionary<string, string> LimitIds()
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var limit in Rows("organization", null)) ids.TryAdd(OrganizationState.LimitKey("organization", "", limit.Period), limit.Id);
        foreach (var place in _reading.Workspaces)
            foreach (var limit in Rows("workspace", place.Id)) ids.TryAdd(OrganizationState.LimitKey("workspace", _places[place.Id], limit.Period), limit.Id);
        return ids;
    }

    private void Notes()
    {
        Count(_reading.Keys.Count(IsPersonal), "personal API key is", "personal API keys are", "in no file: such a key ends with its owner.");
        Count(_reading.Keys.Count(key => key.WorkspaceId is null && !IsPersonal(key)), "API key works", "API keys work", "in every workspace: no file can say that.");
        Count(_reading.Keys.Count(key => key.Status == "expired"), "API key has", "API keys have", "expired and can only be deleted: Console → API keys.");
        Count(_keys.ById.Count() + _places.ById.Count(), "key or workspace stands by its id:", "keys and workspaces stand by their ids:", "the name is another's too, or holds what no file takes. A new name with was: renames it.");
        Count((_reading.SpendLimits ?? []).Count(limit => limit.Scope is not ("organization" or "workspace" or "usage_tier")), "spend limit is", "spend limits are", "of single members or groups: no file manages those at Anthropic.");
        foreach (var ((noun, name), why) in _unsayable.Where(one => one.Key.Item1 == PlannedNoun.Member)) _notes.Add($"{name} {why}.");
        if (_reading.SpendLimits is null) _notes.Add($"Spend limits are not in here: {_reading.Refusals.GetValueOrDefault("spend limits", "not shown")}.");
        if (_reading.RateLimits is null || _reading.RateGroups is null) _notes.Add($"Rate limits of workspaces are not in here: {_reading.Refusals.GetValueOrDefault("rate limits", "not shown")}.");
        _notes.Add("Admin API keys and service accounts aren't shown to an admin key.");
    }

    private void Count(int count, string one, string many, string rest)
    {
        if (count > 0) _notes.Add($"{count} {(count == 1 ? one : many)} {rest}");
    }

    private static bool IsAddress(string text) => text.Length <= 254 && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
