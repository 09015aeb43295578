using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary><c>claviger checklist show</c>: one control with all that it found.</summary>
internal static class ShowControlCommand
{
    public static Argument<string> Control() => new("control") { Description = "Id of the control, as claviger checklist shows it", HelpName = "control" };

    public static CliCommand Build(CliEnvironment environment)
    {
        var which = Control();
        return new CliCommand("show", "Show one control: why it is there, and all that it found")
        {
            Arguments = { which },
            Examples = [new("Which secrets are too old?", "claviger checklist show secrets-rotated")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var checklist = await client.GetAsync<ChecklistView>("checklist");
            var finding = Find(checklist.Value, run.Value(which));
            if (run.IsJson)
            {
                var index = checklist.Value.Findings.ToList().IndexOf(finding);
                run.Out.Raw(JsonText.Pretty(checklist.Json["findings"]![index]!));
                return ExitCode.Ok;
            }

            run.Out.Parts(ChecklistPage.Word(finding.Status), new Cell($"  {finding.Title}", Tone.Strong), Cell.Faint($"  {finding.ControlId}, {finding.Severity}, {finding.Requirement}"));
            foreach (var line in WordWrap.Lines(finding.Why, run.Out.Width - 2)) run.Out.Line("  " + line, Tone.Faint);
            run.Out.Line($"  {TerminalText.Safe(finding.Summary)}");
            ChecklistPage.Evidence(run, finding, int.MaxValue);
            foreach (var evidence in finding.WaivedEvidence) run.Out.Line($"  waived: {TerminalText.Safe(evidence.Subject.Name)} {TerminalText.Safe(evidence.Text)}", Tone.Faint);
            foreach (var waiver in finding.Waivers) run.Out.Line($"  {waiver.Id} until {waiver.EndsAt:yyyy-MM-dd}: {TerminalText.Safe(waiver.Reason)}", Tone.Faint);
            return ExitCode.Ok;
        });
    }

    public static FindingView Find(ChecklistView checklist, string id) => checklist.Findings.FirstOrDefault(finding => finding.ControlId == id)
        ?? throw new CliException(ExitCode.NotFound, $"there is no control '{TerminalText.Safe(id)}'", $"Known are {string.Join(", ", checklist.Findings.Select(finding => finding.ControlId))}");
}
