namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>
/// What Anthropic's Admin API can be told by an admin key (pages of 2026-08 and 2026-10, official clients of 2026-11). What has no row can't be
/// done: a noun that is new in files is refused by name until somebody has looked.
/// </summary>
public static class AnthropicCapabilities
{
    private const string Ours = "only Claviger knows it, at Anthropic there is no such thing";
    private const string NoKeyLimits = "Anthropic has no limits for single keys: cap the key's workspace, or give it one of its own";
    private const string NoKeyRules = "Anthropic's keys have no rules about models, networks or tokens";

    public const string NoKeys = "Anthropic's Admin API makes no API keys: make it in the Console under this name, in this workspace; after that this file manages its name and status";

    public static IReadOnlyList<Capability> All { get; } =
    [
        Cannot(PlannedNoun.Organization, Ours),
        Field(PlannedNoun.Organization, "tier", "an organization's tier is given by Anthropic"),
        Field(PlannedNoun.Organization, "time_zone", "Anthropic's months are in UTC"),
        Field(PlannedNoun.Organization, "spend_refusals", "Anthropic answers as it answers"),
        Cannot(PlannedNoun.Tier, Ours),
        Cannot(PlannedNoun.Environment, "Anthropic knows no environments: networks are the Console's IP allowlist, for the whole organization"),
        Cannot(PlannedNoun.Role, "Anthropic takes no roles of one's own for organizations of the Console"),
        Can(PlannedNoun.Member),
        Cannot(PlannedNoun.Group, "Anthropic takes groups for Claude Enterprise only, by another key"),
        Cannot(PlannedNoun.GroupMember, "Anthropic takes groups for Claude Enterprise only, by another key"),
        Cannot(PlannedNoun.RoleAssignment, "Anthropic takes groups for Claude Enterprise only, by another key"),
        Cannot(PlannedNoun.ServiceAccount, "Anthropic takes service accounts from somebody signed in, not from an admin key: Console → Settings → Service accounts"),
        Cannot(PlannedNoun.ServiceAccountWorkspace, "Anthropic takes service accounts from somebody signed in, not from an admin key: Console → Settings → Service accounts"),
        Can(PlannedNoun.Workspace),
        Field(PlannedNoun.Workspace, "upstream", Ours),
        Field(PlannedNoun.Workspace, "environment", "Anthropic knows no environments: this file's word is taken, and nothing holds it there; say it in the workspace's name too"),
        Can(PlannedNoun.WorkspaceMember),
        Can(PlannedNoun.Key),
        new(PlannedNoun.Key, PlannedAction.Create, null, NoKeys, IsShown: true),
        Field(PlannedNoun.Key, "service", "at Anthropic a key's service is in its name"),
        Field(PlannedNoun.Key, "environment", "at Anthropic a key's environment is in its workspace's name"),
        Field(PlannedNoun.Key, "owner", "at Anthropic a key's owner is who it acts as, for life"),
        Field(PlannedNoun.Key, "tier", NoKeyLimits),
        Field(PlannedNoun.Key, "models", NoKeyRules),
        Field(PlannedNoun.Key, "networks", NoKeyRules),
        Field(PlannedNoun.Key, "max_tokens", NoKeyRules),
        new(PlannedNoun.Key, null, "expires_at", "a key's end is chosen in the Console when it is made", IsShown: true),
        Can(PlannedNoun.SpendLimit),
        Field(PlannedNoun.SpendLimit, "at_cap", "Anthropic's limits refuse, they don't slice"),
        Cannot(PlannedNoun.RotationPolicy, "Anthropic has no rotation: make the new key in the Console, move over, then take the old one out of the file"),
        Cannot(PlannedNoun.ChecklistSettings, Ours),
        Cannot(PlannedNoun.Waiver, Ours),
        Cannot(PlannedNoun.AlertChannel, "who is told about spend is set in the Console: Settings → Limits"),
        Cannot(PlannedNoun.AlertRule, "who is told about spend is set in the Console: Settings → Limits"),
    ];

    private static readonly Dictionary<(PlannedNoun, PlannedAction?, string?), Capability> ByPlace = All.ToDictionary(row => (row.Noun, row.Action, row.Field));

    /// <summary>Why not; null: it can.</summary>
    public static string? WhyNot(PlannedNoun noun, PlannedAction action, string? field)
    {
        var row = Row(noun, action, field);
        return row is null ? "nobody has said yet whether Anthropic can" : row.Cannot;
    }

    /// <summary>Whether a difference in it can be known, mended or not.</summary>
    public static bool IsShown(PlannedNoun noun, PlannedAction action, string? field) => Row(noun, action, field) is { } row && (row.Cannot is null || row.IsShown);

    private static Capability? Row(PlannedNoun noun, PlannedAction action, string? field)
    {
        var row = field is null ? null : ByPlace.GetValueOrDefault((noun, action, field)) ?? ByPlace.GetValueOrDefault((noun, null, field));
        return row ?? ByPlace.GetValueOrDefault((noun, action, null)) ?? ByPlace.GetValueOrDefault((noun, null, null));
    }

    private static Capability Can(PlannedNoun noun) => new(noun, null, null, null);

    private static Capability Cannot(PlannedNoun noun, string why) => new(noun, null, null, why);

    private static Capability Field(PlannedNoun noun, string field, string why) => new(noun, null, field, why);
}
