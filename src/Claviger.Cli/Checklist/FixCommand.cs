using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary><c>claviger checklist fix</c>: what can be mended safely, shown first.</summary>
internal static class FixCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var which = ShowControlCommand.Control();
        var only = new Option<string[]>("--only") { Description = "Only this thing, by its id; may be repeated", HelpName = "id" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be done" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("fix", "Mend what a control found, where that is safe")
        {
            Arguments = { which },
            Options = { only, dryRun, yes },
            Remark = "unused-keys: the keys are disabled, and can be enabled again. nothing-left-behind: admin keys of people who left are revoked. Everything else needs a decision: claviger checklist names the command.",
            Examples = [new("What would it do?", "claviger checklist fix unused-keys --dry-run"), new("Do it", "claviger checklist fix unused-keys --yes")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var request = new FixChecklistRequest(run.Value(which), run.Value(only) is { Length: > 0 } ids ? ids : null);
            if (run.Value(dryRun) || !run.Value(yes))
            {
                var preview = await client.PostAsync<ChecklistFixView>("checklist/fix", request with { DryRun = true });
                if (run.Value(dryRun)) return Print(run, preview);
                Show(run.Error, preview.Value);
                if (preview.Value.Fixed.Count == 0) return ExitCode.Ok;
                if (!run.Confirm(false, "", $"Mend {preview.Value.Fixed.Count}?")) return ExitCode.Refused;
            }

            return Print(run, await client.PostAsync<ChecklistFixView>("checklist/fix", request));
        });
    }

    private static int Print(CliRun run, Http.Answer<ChecklistFixView> fix)
    {
        if (run.IsJson) return run.PrintJson(fix);
        Show(run.Out, fix.Value);
        return ExitCode.Ok;
    }

    private static void Show(Screen to, ChecklistFixView fix)
    {
        if (fix.Fixed.Count + fix.Left.Count == 0)
        {
            to.Line($"{fix.ControlId} has found nothing: there is nothing to mend.", Tone.Good);
            return;
        }

        var table = new ListTable(new Column("WHAT", MayShrink: true), new Column("", MayShrink: true));
        foreach (var one in fix.Fixed) table.Add(one.Subject.Name, new Cell(one.Text, Tone.Good));
        foreach (var one in fix.Left) table.Add(one.Subject.Name, new Cell(one.Text, Tone.Caution));
        table.Print(to);
    }
}
