using System.Net.Mail;
using System.Text.Json;
using Claviger.Core.Access;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Rotation;

namespace Claviger.Core.OrganizationFiles;

/// <summary>From a tree of names and values to an <see cref="OrganizationFile"/>: every fault at once, nothing ignored.</summary>
public static class OrganizationFileReader
{
    private static readonly string[] Roles = ["user", "claude_code_user", "developer", "billing", "admin"];
    private static readonly string[] WorkspaceRoles = ["workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin"];

    /// <returns>The file is worth nothing when there are faults.</returns>
    public static (OrganizationFile File, IReadOnlyList<FileFault> Faults) Read(JsonElement tree)
    {
        var faults = new List<FileFault>();
        var file = new OrganizationFile();
        if (FileNode.Mapping(tree, "", faults) is { } root)
        {
            if (root.Number("version", 1, long.MaxValue) is var version && version != OrganizationFile.Version && faults.Count == 0)
                root.Blame("version", version is null ? $"required: write version: {OrganizationFile.Version}" : $"this program reads version {OrganizationFile.Version}");
            file = new OrganizationFile
            {
                Organization = root.Child("organization") is { } organization ? OrganizationOf(organization) : null,
                Environments = root.Map("environments", NamingPolicy.EnvironmentFault, EnvironmentOf),
                Tiers = root.Map("tiers", name => TierName(name), TierOf),
                Roles = root.Map("roles", Name(100), RoleOf),
                Members = root.Map("members", Address, MemberOf),
                Groups = root.Map("groups", Name(100), GroupOf),
                ServiceAccounts = root.Map("service_accounts", Name(255), ServiceAccountOf),
                Workspaces = root.Map("workspaces", Name(40), WorkspaceOf),
                Alerts = root.Child("alerts") is { } alerts ? AlertSections.Read(alerts, Name(100)) : null,
                Checklist = root.Child("checklist") is { } checklist ? ChecklistOf(checklist) : null,
            };
            root.Finish();
        }

        if (faults.Count == 0) faults.AddRange(OrganizationFileLinks.FaultsIn(file));
        return (file, faults);
    }

    private static OrganizationSpec OrganizationOf(FileNode node)
    {
        var spec = new OrganizationSpec
        {
            TimeZone = node.Text("time_zone"),
            SpendRefusals = node.OneOf("spend_refusals", [.. LimitNames.RefusalStyles.Keys]),
            Tier = node.Text("tier", TierName),
            SpendLimits = Limits(node),
            Rotation = RotationOf(node),
        };
        node.Finish();
        return spec;
    }

    private static EnvironmentSpec EnvironmentOf(FileNode node) => new(node.Texts("networks", Network), node.Flag("block"));

    private static TierSpec TierOf(FileNode node) => new(node.Text("display_name"), node.Raw("classes"));

    private static RoleSpec RoleOf(FileNode node)
    {
        var permissions = node.Texts("permissions", name => PermissionNames.Find(name) is null ? $"there is no permission '{name}'{FileNode.Hint(name, PermissionNames.All)}" : null);
        if (permissions is null) node.Blame("permissions", "required: a list of permissions");
        return new RoleSpec(permissions ?? [], node.Text("description"));
    }

    private static MemberSpec MemberOf(FileNode node)
    {
        var role = node.OneOf("role", Roles);
        if (role is null && !node.Has("role")) node.Blame("role", $"required: one of {string.Join(", ", Roles)}");
        return new MemberSpec(role ?? "user", Limits(node));
    }

    private static GroupSpec GroupOf(FileNode node) => new(node.Text("description"), node.Texts("members", Address), node.Items("roles", grant =>
    {
        var role = grant.Text("role");
        if (role is null) grant.Blame("role", "required: the name of a role of this file, or a workspace role");
        return new GrantSpec(role ?? "", grant.Text("workspace"));
    }));

    private static ServiceAccountSpec ServiceAccountOf(FileNode node) => new(node.Text("description"), node.OneOf("role", "developer", "admin"), Places(node, "workspaces"));

    private static WorkspaceSpec WorkspaceOf(FileNode node) => new()
    {
        Was = node.Text("was"),
        Environment = node.Text("environment", NamingPolicy.EnvironmentFault),
        DisplayColor = node.Text("display_color"),
        Tags = Texts(node, "tags"),
        Tier = node.Text("tier", TierName),
        Upstream = node.Text("upstream"),
        SpendLimits = Limits(node),
        Rotation = RotationOf(node),
        Members = Places(node, "members"),
        Keys = node.Map("keys", Name(NamingPolicy.MaxLength), KeyOf),
    };

    private static KeySpec KeyOf(FileNode node) => new()
    {
        Was = node.Text("was"),
        Service = node.Text("service"),
        Environment = node.Text("environment", NamingPolicy.EnvironmentFault),
        Owner = node.Text("owner", Address),
        Status = node.OneOf("status", "active", "inactive"),
        Tier = node.Text("tier", TierName),
        Models = node.Texts("models"),
        Networks = node.Texts("networks", Network),
        MaxTokens = node.Number("max_tokens", 0, 10_000_000),
        ExpiresAt = node.Time("expires_at"),
        SpendLimits = Limits(node),
        Rotation = RotationOf(node),
    };

    private static RotationSpec? RotationOf(FileNode parent)
    {
        if (parent.Child("rotation") is not { } node) return null;
        var spec = new RotationSpec(
            node.Number("max_age_days", 1, RotationPolicy.MostAgeDays), node.Number("overlap_seconds", 0, (long)SecretOverlap.Most.TotalSeconds), node.Number("ahead_days", 0, 365), node.Flag("automatic"),
            node.Flag("extend_while_in_use"), node.Number("hard_end_days", 1, RotationPolicy.MostHardEndDays), node.Text("sink"));
        node.Finish();
        return spec;
    }

    private static ChecklistSpec ChecklistOf(FileNode node)
    {
        var settings = node.Child("settings") is { } figures ? SettingsOf(figures) : null;
        var waivers = node.Items("waivers", WaiverOf);
        node.Finish();
        return new ChecklistSpec(settings, waivers);
    }

    private static UpdateChecklistSettingsRequest SettingsOf(FileNode node)
    {
        var request = new UpdateChecklistSettingsRequest(
            node.Texts("environments", NamingPolicy.EnvironmentFault), Figure("rotation_days", 365), Figure("unused_days", 365), Figure("audit_review_days", 365), Figure("offboarding_days", 1_095),
            Figure("sighting_days", 365), Figure("most_networks", 32), Figure("fewest_admins", 20), Figure("most_admins", 100), Figure("unresolved_days", 90), node.Flag("separate_upstreams"));
        node.Finish();
        return request;

        int? Figure(string name, long most) => (int?)node.Number(name, 1, most);
    }

    private static WaiverSpec WaiverOf(FileNode node)
    {
        var control = node.OneOf("control", [.. ControlBook.All.Select(known => known.Id)]);
        if (!node.Has("control")) node.Blame("control", "required: the id of a control");
        var reason = node.Text("reason", text => text.Trim().Length is 0 or > 1_000 ? "must be 1 to 1,000 characters that say why this may stay as it is" : null);
        if (!node.Has("reason")) node.Blame("reason", "required: why this may stay as it is");
        var until = node.Time("until");
        if (!node.Has("until")) node.Blame("until", "required: a date within a year");
        return new WaiverSpec(control ?? "", node.Text("subject"), reason ?? "", node.Text("owner", Address), until ?? default);
    }

    /// <summary><c>spend_limits: {monthly: $500, daily: {amount: $20, mode: soft, at_cap: slice}}</c></summary>
    private static Dictionary<string, LimitSpec>? Limits(FileNode node)
    {
        if (node.Raw("spend_limits") is not { } raw) return null;
        var limits = new Dictionary<string, LimitSpec>(StringComparer.Ordinal);
        if (FileNode.Mapping(raw, node.At("spend_limits"), node.Faults) is not { } section) return limits;
        foreach (var entry in section.Entries())
        {
            var at = section.At(entry.Name);
            if (!LimitNames.Periods.ContainsKey(entry.Name)) node.Faults.Add(new FileFault(at, $"a period is one of {string.Join(", ", LimitNames.Periods.Keys)}{FileNode.Hint(entry.Name, LimitNames.Periods.Keys)}"));
            else if (entry.Value.ValueKind == JsonValueKind.Object) limits[entry.Name] = LimitOf(new FileNode(entry.Value, at, node.Faults));
            else if (Amount(entry.Value, at, node.Faults, out var amount)) limits[entry.Name] = new LimitSpec(amount, null, null);
        }

        return limits;
    }

    private static LimitSpec LimitOf(FileNode node)
    {
        Money? amount = null;
        if (node.Raw("amount") is { } raw) Amount(raw, node.At("amount"), node.Faults, out amount);
        else node.Blame("amount", "required: $500, or none for no cap");
        var spec = new LimitSpec(amount, node.OneOf("mode", [.. LimitNames.Modes.Keys]), node.OneOf("at_cap", [.. LimitNames.AtCaps.Keys]));
        node.Finish();
        return spec;
    }

    private static bool Amount(JsonElement raw, string at, List<FileFault> faults, out Money? amount)
    {
        amount = MoneyForm.Read(raw.ValueKind == JsonValueKind.String ? raw.GetString()! : raw.ToString(), out var fault);
        if (fault is not null) faults.Add(new FileFault(at, fault));
        return fault is null;
    }

    private static Dictionary<string, string>? Places(FileNode node, string name)
    {
        if (node.Child(name) is not { } section) return null;
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in section.Entries())
            if (section.OneOf(entry.Name, WorkspaceRoles) is { } role) places[entry.Name] = role;
        return places;
    }

    private static Dictionary<string, string>? Texts(FileNode node, string name)
    {
        if (node.Child(name) is not { } section) return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in section.Entries())
            if (section.Text(entry.Name) is { } text) texts[entry.Name] = text;
        return texts;
    }

    private static Func<string, string?> Name(int most) => name => PlainText.IsName(name, most) ? null : $"a name is 1 to {most} characters, {PlainText.NameTakes}";

    private static string? TierName(string name) => name.Length is > 0 and <= 40 && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_') ? null : "a tier's name is 1 to 40 lower-case letters, digits, hyphens and underscores";

    private static string? Address(string text) => text.Length <= 254 && MailAddress.TryCreate(text, out var address) && address.Address == text ? null : $"'{text}' is not an e-mail address";

    private static string? Network(string text) => NetworkBlock.IsBlock(text) ? null : $"'{text}' is not {NetworkBlock.Takes}";
}
