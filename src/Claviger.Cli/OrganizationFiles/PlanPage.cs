using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.OrganizationFiles;

/// <summary>A plan for a person: what is made, changed, renamed and ended, grouped by kind of thing.</summary>
internal static class PlanPage
{
    public static void Print(Screen to, OrganizationPlanView plan)
    {
        Changes(to, plan.Changes);

        if (plan.LeftAlone.Count > 0)
        {
            to.Line("LEFT ALONE: there, and not in the file", Tone.Strong);
            foreach (var change in plan.LeftAlone) to.Parts(new Cell("  ? ", Tone.Caution), new Cell($"{change.Noun.Replace('_', ' ')} {change.Name}"));
            to.Line("  To end them: --allow-delete. To keep them: put them into the file (claviger export).", Tone.Faint);
            to.Line();
        }

        Sum(to, plan);
    }

    public static void Changes(Screen to, IReadOnlyList<PlannedChangeView> changes)
    {
        foreach (var group in changes.GroupBy(change => change.Noun))
        {
            to.Line(Heading(group.Key), Tone.Strong);
            foreach (var change in group) Change(to, change);
            to.Line();
        }
    }

    private static void Sum(Screen to, OrganizationPlanView plan)
    {
        if (plan.Changes.Count + plan.LeftAlone.Count == 0)
        {
            to.Line("The organization is as the file says.", Tone.Good);
            return;
        }

        int Count(string action) => plan.Changes.Count(change => change.Action == action);
        to.Line($"{Count("create")} to make, {Count("update") + Count("rename")} to change, {Count("delete")} to end, {plan.LeftAlone.Count} left alone.");
    }

    private static void Change(Screen to, PlannedChangeView change)
    {
        var (mark, tone) = change.Action switch { "create" => ("+", Tone.Good), "delete" => ("-", Tone.Bad), "rename" => ("~", Tone.Caution), _ => ("~", Tone.Caution) };
        to.Parts(new Cell($"  {mark} ", tone), new Cell(change.Name, tone), Cell.Faint(change.Parent is { } parent && change.Noun is not ("spend_limit" or "rotation_policy") ? $"  in {parent}" : ""));
        foreach (var field in change.Fields.Where(field => change.Action != "create" || field.To is not (null or "" or "none")))
            to.Parts(
                Cell.Faint($"      {field.Field}: "), change.Action == "create" ? new Cell(field.To) : new Cell($"{Shown(field.From)} → "), change.Action == "create" ? new Cell("") : new Cell(Shown(field.To), Tone.Strong));
    }

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "none" : value;

    private static string Heading(string noun) => noun switch
    {
        "organization" => "ORGANIZATION",
        "api_key" => "API KEYS",
        "checklist_settings" => "CHECKLIST",
        "checklist_waiver" => "WAIVERS",
        "group_member" => "MEMBERS OF GROUPS",
        "role_assignment" => "ROLES OF GROUPS",
        "workspace_member" => "MEMBERS OF WORKSPACES",
        "service_account_workspace" => "WORKSPACES OF SERVICE ACCOUNTS",
        "spend_limit" => "SPEND LIMITS",
        "rotation_policy" => "ROTATION",
        _ => noun.Replace('_', ' ').ToUpperInvariant() + "S",
    };
}
