using System.CommandLine;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary><c>claviger checklist</c>: the checklist itself, and the table of contents of what belongs to it.</summary>
internal static class ChecklistCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var forms = new ChecklistForms();
        var record = new Option<bool>("--record") { Description = "Keep this run in the history, under your name" };
        var strict = new Option<bool>("--strict") { Description = "Warnings end with exit code 1 too" };
        var command = new CliCommand("checklist", "Judge the organization by the access-control checklist")
        {
            Group = CommandGroup.Organization,
            Remark = "Each control says what it found, with names and figures, and the command that mends it. Ends with exit code 1 if one failed, so that a pipeline can stop.",
            Options = { record, strict },
            Subcommands =
            {
                ShowControlCommand.Build(environment), FixCommand.Build(environment), HistoryCommand.Build(environment),
                WaiveCommand.Waive(environment), WaiveCommand.List(environment), WaiveCommand.End(environment), ChecklistSettingsCommand.Build(environment),
            },
            Examples =
            [
                new("How do we stand?", "claviger checklist"),
                new("In a pipeline: fail on anything, and keep the findings", "claviger checklist --strict --sarif > checklist.sarif"),
                new("The monthly proof, for the ticket", "claviger checklist --record --markdown"),
            ],
        };
        forms.AddTo(command);
        return command.Does(environment, async run =>
        {
            forms.Check(run);
            using var client = run.Connect();
            var checklist = run.Value(record) ? await client.PostAsync<ChecklistView>("checklist/runs") : await client.GetAsync<ChecklistView>("checklist");
            if (run.IsJson) run.PrintJson(checklist);
            else if (!forms.Print(run, checklist.Value))
            {
                ChecklistPage.Print(run, checklist.Value);
                if (checklist.Value.Id is { } id) run.Note($"Kept as {id}.");
            }

            return checklist.Value.Counts.Fail > 0 || run.Value(strict) && checklist.Value.Counts.Warn > 0 ? ExitCode.Refused : ExitCode.Ok;
        });
    }
}
