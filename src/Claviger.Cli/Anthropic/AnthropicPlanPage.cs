using Claviger.Cli.OrganizationFiles;
using Claviger.Cli.Output;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;

namespace Claviger.Cli.Anthropic;

/// <summary>A plan for Anthropic: what would be made, what is left alone, and what can't be done there, by reason.</summary>
internal static class AnthropicPlanPage
{
    private const int MostNames = 12;

    public static void Print(Screen to, TargetPlan plan)
    {
        PlanPage.Changes(to, [.. plan.Changes.Select(PlanViews.Of)]);
        LeftAlone(to, plan);
        Impossible(to, plan.Impossible);
        if (!plan.Differs) to.Line(plan.Impossible.Count == 0 ? "The organization is as the file says." : "The organization is as the file says, as far as Anthropic's Admin API goes.", Tone.Good);
        else if (plan.IsEmpty) to.Line($"Nothing to do by Anthropic's Admin API; {plan.Impossible.Count(one => one.IsDifference)} things above differ all the same.", Tone.Caution);
        else to.Line($"{Count(PlannedAction.Create)} to make, {Count(PlannedAction.Update) + Count(PlannedAction.Rename)} to change, {Count(PlannedAction.Delete)} to end, {plan.LeftAlone.Count} left alone, {plan.Impossible.Count} that can't be done at Anthropic.");

        int Count(PlannedAction action) => plan.Changes.Count(change => change.Action == action);
    }

    private static void LeftAlone(Screen to, TargetPlan plan)
    {
        if (plan.LeftAlone.Count == 0) return;
        to.Line("LEFT ALONE: there, and not in the file", Tone.Strong);
        foreach (var change in plan.LeftAlone) to.Parts(new Cell("  ? ", Tone.Caution), new Cell(Called(change)));
        to.Line("  To end them: --allow-delete. To keep them: put them into the file (claviger scan anthropic --export).", Tone.Faint);
        if (plan.LeftAlone.Where(AnthropicTarget.IsForGood).ToList() is { Count: > 0 } places)
            to.Line($"  Archiving a workspace is for good and ends every key in it: each one is named besides, --archive {ShellText.Quote(places[0].Name)}", Tone.Faint);
        to.Line();
    }

    private static void Impossible(Screen to, IReadOnlyList<Impossible> all)
    {
        if (all.Count == 0) return;
        to.Line("CAN'T BE DONE AT ANTHROPIC", Tone.Strong);
        foreach (var group in all.GroupBy(one => one.Reason))
        {
            var names = group.Select(one => Called(one.Change) + Fields(one)).ToList();
            foreach (var name in names.Take(MostNames)) to.Parts(new Cell("  ! ", Tone.Caution), new Cell(name));
            if (names.Count > MostNames) to.Line($"    and {names.Count - MostNames} more: --json shows all", Tone.Faint);
            foreach (var line in WordWrap.Lines(TerminalText.Safe(group.Key), to.Width - 6)) to.Line("      " + line, Tone.Faint);
        }

        to.Line();
    }

    /// <summary>"api key prod-backend in Production".</summary>
    public static string Called(PlannedChange change) =>
        $"{PlannedNames.Of(change.Noun).Replace('_', ' ')} {change.Name}{(change.Parent.Length > 0 && change.Noun is not (PlannedNoun.SpendLimit or PlannedNoun.RotationPolicy) ? $" in {change.Parent}" : "")}";

    private static string Fields(Impossible one) => one.IsWhole && one.Change.Action is PlannedAction.Create or PlannedAction.Delete || one.Change.Fields.Count == 0
        ? ""
        : ": " + string.Join(", ", one.Change.Fields.Select(field => $"{field.Name} → {(string.IsNullOrEmpty(field.To) ? "none" : field.To)}"));
}
