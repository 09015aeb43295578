using Claviger.Cli.Output;
using Claviger.Cli.Scan;

namespace Claviger.Cli.Anthropic;

/// <summary>
/// <c>claviger offboard --target anthropic</c>. Every step takes something away and may be made twice: what gets no answer is sent again, and what is
/// refused holds up nothing else.
/// </summary>
internal static class AnthropicOffboard
{
    public static async Task<int> RunAsync(CliRun run, TargetOptions target, string which, bool allKeys, bool dryRun, bool yes)
    {
        using var door = target.Open(run);
        var reader = new AnthropicReader(door, run.Environment.Time);
        var leaver = await FindAsync(run, reader, which);
        if (leaver.IsLastAdmin)
            throw new CliException(ExitCode.Refused, $"{TerminalText.Safe(leaver.Email)} is the only admin of the organization, and nothing was changed", "Make somebody else an admin first: Console → Settings → Members");
        var steps = leaver.Steps(allKeys);
        var preview = new LeaverReport(leaver, DryRun: true, steps, [], []);
        if (dryRun) return Print(run, preview, ExitCode.Ok);
        if (!yes)
        {
            preview.Print(run.Error);
            run.Error.Line();
        }

        if (steps.Count > 0 && !run.Confirm(yes, "Each step is in force at once. Personal keys and the membership can't be brought back: whoever returns is invited anew. If a step fails the others are made all the same.", $"Offboard {TerminalText.Safe(leaver.Email)} at {TerminalText.Safe(door.BaseUrl)}?")) return ExitCode.Refused;
        var (ended, failed) = await EndAsync(run, new AnthropicWriter(door, run.Environment.Time), steps);
        var report = new LeaverReport(leaver, DryRun: false, ended, failed, await StillThereAsync(run, reader, leaver, allKeys, failed));
        return Print(run, report, report.IsWhole ? ExitCode.Ok : ended.Count > 0 ? ExitCode.Partly : ExitCode.Refused);
    }

    private static async Task<Leaver> FindAsync(CliRun run, AnthropicReader reader, string which)
    {
        var reading = await reader.EverythingAsync(what => run.Note($"reading {what} …", Tone.Faint), CancellationToken.None);
        return Leaver.Find(reading, which) ?? throw new CliException(
            ExitCode.NotFound, $"at Anthropic there is no member, invite or key of '{TerminalText.Safe(which)}'", "Who left already is found by id (user_…) as long as a key of theirs is there");
    }

    private static async Task<(List<LeaverStep> Ended, List<(LeaverStep, string)> Failed)> EndAsync(CliRun run, AnthropicWriter writer, IReadOnlyList<LeaverStep> steps)
    {
        var (ended, failed) = (new List<LeaverStep>(), new List<(LeaverStep, string)>());
        foreach (var step in steps)
        {
            var outcome = await writer.SendAsync(step.Write, CancellationToken.None);
            for (var attempt = 1; outcome.End == WriteEnd.Unknown && attempt < AnthropicWriter.MostAttempts; attempt++)
            {
                await writer.WaitAsync(outcome.RetryAfter, attempt, CancellationToken.None);
                outcome = await writer.SendAsync(step.Write, CancellationToken.None);
            }

            if (outcome.End != WriteEnd.Done)
            {
                failed.Add((step, outcome.Said));
                continue;
            }

            ended.Add(step);
            run.Note($"  ended: {step.What} {TerminalText.Safe(step.Name)}", Tone.Faint);
        }

        return (ended, failed);
    }

    /// <summary>What an answer said has ended is held against what is there: and somebody with a hand on the door may have made one more key.</summary>
    private static async Task<IReadOnlyList<string>> StillThereAsync(CliRun run, AnthropicReader reader, Leaver leaver, bool allKeys, List<(LeaverStep Step, string Why)> failed)
    {
        run.Note("reading it all again …", Tone.Faint);
        try
        {
            var now = leaver.In(await reader.OrganizationAsync(_ => { }, CancellationToken.None));
            var known = leaver.Theirs.Concat(leaver.Made).Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
            var still = now.Steps(allKeys).Where(step => !failed.Any(one => one.Step.What == step.What && one.Step.Id == step.Id)).ToList();
            var made = now.Made.Where(key => key.Status == "active" && !known.Contains(key.Id) && !still.Any(step => step.Id == key.Id));
            return
            [
                .. still.Select(step => $"{step.What} {step.Name}: {(step.What.Contains("key", StringComparison.Ordinal) && !known.Contains(step.Id) ? "was made while this ran" : "Anthropic still shows it")}; run it again"),
                .. made.Select(key => $"key {key.Name}: was made while this ran; run it again"),
            ];
        }
        catch (CliException fault)
        {
            return [$"unknown: the organization could not be read again ({fault.Message}); run it again with --dry-run"];
        }
    }

    private static int Print(CliRun run, LeaverReport report, int exit)
    {
        if (run.IsJson) run.Out.Raw(report.Json());
        else report.Print(run.Out);
        return exit;
    }
}
