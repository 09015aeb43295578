namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>Whether one organization at Anthropic can be told one change: the table first, then who and what it is about.</summary>
internal sealed class AnthropicRules(OrganizationState state, AnthropicCircumstances circumstances)
{
    private static readonly string[] AdminRoles = ["admin"];

    /// <summary>Of the change as a whole; where single fields have reasons of their own, those are told by field.</summary>
    public string? WhyNot(PlannedChange change) =>
        AnthropicCapabilities.WhyNot(change.Noun, change.Action, null) is { } never && (change.Action is PlannedAction.Create or PlannedAction.Delete || change.Fields.All(field => AnthropicCapabilities.WhyNot(change.Noun, change.Action, field.Name) == never)) ? never
        : Unsayable(change) ?? (change.Noun switch
        {
            PlannedNoun.Member => MemberFault(change),
            PlannedNoun.Workspace => WorkspaceFault(change),
            PlannedNoun.WorkspaceMember => PlaceFault(change),
            PlannedNoun.SpendLimit => LimitFault(change),
            _ => null,
        });

    public string? WhyNot(PlannedChange change, PlannedField field) => AnthropicCapabilities.WhyNot(change.Noun, change.Action, field.Name) ?? (change.Noun, field.Name) switch
    {
        (PlannedNoun.Workspace, "tier") when change.Name == OrganizationPlanner.DefaultWorkspace => "the default workspace has no limits of its own",
        (PlannedNoun.Workspace, "tier") when circumstances.RateLimitsRefused is { } refused => $"rate limits of workspaces aren't shown: {refused}",
        (PlannedNoun.Workspace, "tier") when field.To is not "none" and { } tier && !circumstances.Tiers.Contains(tier) => $"there is no tier '{tier}' in this file or among those that ship",
        (PlannedNoun.Workspace, "name") when change.Action == PlannedAction.Rename && field.From == OrganizationPlanner.DefaultWorkspace => "the default workspace can't be renamed",
        (PlannedNoun.SpendLimit, "mode") when field.To != "hard" => "Anthropic's Admin API sets caps that refuse; notices are set in the Console: Settings → Limits",
        _ => null,
    };

    /// <summary>What somebody changed by hand and no call takes back is drift all the same; what Anthropic has or shows no word of is none.</summary>
    public bool IsDifference(PlannedChange change, string? field) => AnthropicCapabilities.IsShown(change.Noun, change.Action, field) && (change.Noun, field) switch
    {
        (PlannedNoun.SpendLimit, _) => circumstances.SpendLimitsRefused is null && change.Parent.Split('|')[0] is "organization" or "workspace",
        (PlannedNoun.Workspace, "tier") => circumstances.RateLimitsRefused is null,
        _ => true,
    };

    private string? Unsayable(PlannedChange change) => circumstances.Unsayable.GetValueOrDefault((change.Noun, change.Noun == PlannedNoun.Member ? change.Name.ToLowerInvariant() : change.Name));

    private string? MemberFault(PlannedChange change)
    {
        var address = change.Name.ToLowerInvariant();
        if (circumstances.Admins.Contains(address))
            return change.Action == PlannedAction.Delete ? "an admin can't be removed by the API: Console → Settings → Members" : "an admin's role can't be taken by the API: Console → Settings → Members";
        if (change.Action == PlannedAction.Delete || !change.Fields.Any(field => field.Name == "role" && AdminRoles.Contains(field.To))) return null;
        return change.Action == PlannedAction.Create
            ? "nobody is made an admin by the API: invite them with another role, then Console → Settings → Members"
            : "nobody is made an admin by the API: Console → Settings → Members";
    }

    private static string? WorkspaceFault(PlannedChange change) => change switch
    {
        { Action: PlannedAction.Create, Name: OrganizationPlanner.DefaultWorkspace } => "is the name of the default workspace",
        { Action: PlannedAction.Create } when change.Name.StartsWith("wrkspc_", StringComparison.Ordinal) => "there is no workspace with this id",
        _ => null,
    };

    private string? PlaceFault(PlannedChange change)
    {
        var address = change.Name.ToLowerInvariant();
        if (change.Parent == OrganizationPlanner.DefaultWorkspace) return "the default workspace has no members of its own: everybody works in it by their role";
        if (circumstances.Admins.Contains(address)) return "an admin of the organization is workspace_admin in every workspace";
        if (change.Action != PlannedAction.Create || state.Members.ContainsKey(address)) return null;
        return state.Invites.Keys.Contains(address, StringComparer.OrdinalIgnoreCase) ? "the invite waits to be accepted: apply again when they have joined" : "isn't a member yet: apply again when they have joined";
    }

    private string? LimitFault(PlannedChange change)
    {
        var (scope, name) = change.Parent.Split('|', 2) is [var kind, var of] ? (kind, of) : (change.Parent, "");
        if (scope == "api_key") return "Anthropic has no limits for single keys: cap the key's workspace, or give it one of its own";
        if (scope == "user") return "Anthropic takes spend limits of single members for Claude Enterprise only";
        if (circumstances.SpendLimitsRefused is { } refused) return $"spend limits are a preview at Anthropic, and not for this organization yet ({refused}): Console → Settings → Limits";
        if (name == OrganizationPlanner.DefaultWorkspace) return "the default workspace has no limits of its own";
        if (!change.Path.EndsWith(".monthly", StringComparison.Ordinal)) return "Anthropic's limits are by the month";
        if (change.Fields.FirstOrDefault(field => field.Name == "amount")?.To is not { } amount) return null;
        if (amount == MoneyForm.None) return "a limit at Anthropic has an amount: take the line out, and apply with --allow-delete";
        return MoneyForm.Read(amount, out _) is { } money && money.Nanos % NanosPerCent == 0 ? null : "Anthropic's limits are in whole cents";
    }

    private const long NanosPerCent = 10_000_000;
}
