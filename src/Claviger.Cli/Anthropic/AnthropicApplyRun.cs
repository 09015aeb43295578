using Claviger.Cli.Output;
using Claviger.Cli.Scan;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;

namespace Claviger.Cli.Anthropic;

/// <summary><c>claviger apply --target anthropic</c>: the plan, what there is to know before it is made, the question, and what came of it.</summary>
internal static class AnthropicApplyRun
{
    public static async Task<int> RunAsync(CliRun run, TargetOptions target, OrganizationFile file, bool allowDelete, string[] archive, bool yes)
    {
        using var door = target.Open(run);
        var there = await AnthropicPlan.LookAsync(run, door, file, archive);
        var plan = there.Plan(file, allowDelete);
        AnthropicPlan.CheckArchive(plan, allowDelete, archive);
        if (!run.IsJson) AnthropicPlanPage.Print(run.Out, plan);
        if (plan.Changes.Count == 0)
        {
            if (run.IsJson) run.Out.Raw(AnthropicJson.Of(plan, new AnthropicApplied([], null, null, [], AnythingMade: false)));
            return ExitCode.Ok;
        }

        Warn(run, there, plan);
        if (!run.Confirm(yes, "Each change is in force at once; what was made before a failure stays.", $"Make {plan.Changes.Count} changes in {TerminalText.Safe(there.Reading.OrganizationName)} at {TerminalText.Safe(door.BaseUrl)}?")) return ExitCode.Refused;
        if (!yes)
        {
            // Somebody looked at the plan for a while: what is done is what they saw.
            there = await AnthropicPlan.LookAsync(run, door, file, archive);
            if (there.Plan(file, allowDelete).Digest != plan.Digest) throw new CliException(ExitCode.Refused, "the organization was changed meanwhile, and the plan with it", "Nothing was changed. Apply again and look at the new plan.");
        }

        var applied = await new AnthropicApply(
            new AnthropicWriter(door, run.Environment.Time), file, allowDelete, () => AgainAsync(run, door, file, archive),
            change => run.Note($"  done: {PlannedNames.Of(change.Action)} {TerminalText.Safe(AnthropicPlanPage.Called(change))}", Tone.Faint)).RunAsync(there, plan, CancellationToken.None);
        if (run.IsJson) run.Out.Raw(AnthropicJson.Of(plan, applied));
        else Print(run, applied, plan);
        return applied.Stopped is null ? ExitCode.Ok : applied.AnythingMade ? ExitCode.Partly : ExitCode.Refused;
    }

    private static async Task<AnthropicOrganization> AgainAsync(CliRun run, AnthropicDoor door, OrganizationFile file, string[] archive)
    {
        run.Note("  not made, or nobody knows: looking what is there …", Tone.Faint);
        var reading = await new AnthropicReader(door, run.Environment.Time).OrganizationAsync(_ => { }, CancellationToken.None);
        return AnthropicState.Of(reading, file, new Dictionary<string, string>(), archive.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What stands by its id is told by its name too: this is the last moment to see that it is the wrong one.</summary>
    private static string Named(AnthropicOrganization there, PlannedChange end) => end.Id != end.Name ? ""
        : $" ('{TerminalText.Safe(there.Reading.Keys.FirstOrDefault(key => key.Id == end.Id)?.Name ?? there.Reading.Workspaces.FirstOrDefault(place => place.Id == end.Id)?.Name ?? "")}')";

    private static void Warn(CliRun run, AnthropicOrganization there, TargetPlan plan)
    {
        if (run.IsQuiet) return;
        run.Error.Line();
        foreach (var line in WordWrap.Lines(
            "NOT ALL OR NOTHING. Anthropic has no transactions: changes are made one by one, each in force at once. If one fails, nothing after it is made, and what was made before it stays. "
            + "Places are made and capped before anybody is let in, and what ends, ends last. Apply again goes on.", run.Error.Width)) run.Error.Line(line, Tone.Caution);
        var ends = plan.Changes.Where(change => change.Action == PlannedAction.Delete && change.Noun is PlannedNoun.Workspace or PlannedNoun.Key or PlannedNoun.Member).ToList();
        if (ends.Count > 0) run.Error.Line("FOR GOOD, nobody can undo it:", Tone.Bad);
        foreach (var end in ends)
        {
            var keys = end.Noun == PlannedNoun.Workspace ? there.Reading.Keys.Count(key => key.WorkspaceId == end.Id && key.Status != "expired") : 0;
            run.Error.Line($"  {(end.Noun == PlannedNoun.Member ? "removes" : "archives")} {TerminalText.Safe(AnthropicPlanPage.Called(end))}{Named(there, end)}{(keys > 0 ? $", with {keys} API keys in it" : "")}", Tone.Bad);
        }

        run.Error.Line();
    }

    private static void Print(CliRun run, AnthropicApplied applied, TargetPlan plan)
    {
        run.Out.Line();
        if (applied.Stopped is null)
        {
            run.Out.Line($"Made {applied.Done.Count} changes.{(plan.Impossible.Count > 0 ? $" {plan.Impossible.Count} things above can't be done at Anthropic." : "")}", Tone.Good);
            return;
        }

        run.Out.Line("STOPPED HALF-WAY", Tone.Bad);
        if (applied.StoppedAt is { } at) run.Out.Line($"  at {TerminalText.Safe(AnthropicPlanPage.Called(at))} ({TerminalText.Safe(at.Path)})");
        foreach (var line in WordWrap.Lines(TerminalText.Safe(applied.Stopped), run.Out.Width - 2)) run.Out.Line("  " + line);
        run.Out.Line();
        run.Out.Line($"MADE, AND IN FORCE: {applied.Done.Count}", Tone.Strong);
        foreach (var change in applied.Done) run.Out.Line($"  {PlannedNames.Of(change.Action)} {TerminalText.Safe(AnthropicPlanPage.Called(change))}");
        run.Out.Line();
        run.Out.Line($"NOT MADE: {applied.Remaining.Count}", Tone.Strong);
        foreach (var change in applied.Remaining) run.Out.Line($"  {PlannedNames.Of(change.Action)} {TerminalText.Safe(AnthropicPlanPage.Called(change))}");
        run.Out.Line();
        run.Out.Line("Apply again goes on from here: nothing is made twice.", Tone.Strong);
    }
}
