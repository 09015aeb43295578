using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary><c>claviger checklist history</c>: the trend, and what changed when.</summary>
internal static class HistoryCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var most = new Option<int>("--limit") { Description = "At most so many runs, newest first", HelpName = "number", DefaultValueFactory = _ => 30 };
        var which = new Argument<string?>("run") { Description = "Id of a kept run, to show it as it was", Arity = ArgumentArity.ZeroOrOne };
        var forms = new ChecklistForms();
        var command = new CliCommand("history", "List kept runs, or show one as it was")
        {
            Arguments = { which },
            Options = { most },
            Remark = "Claviger keeps a run whenever a finding comes out otherwise, and once a day.",
            Examples = [new("The trend", "claviger checklist history"), new("As it was then", "claviger checklist history chkrun_01… --markdown")],
        };
        forms.AddTo(command);
        return command.Does(environment, async run =>
        {
            forms.Check(run);
            using var client = run.Connect();
            if (run.Optional(which) is { } id)
            {
                var kept = await client.GetAsync<ChecklistView>($"checklist/runs/{Uri.EscapeDataString(id)}");
                if (run.IsJson) return run.PrintJson(kept);
                if (!forms.Print(run, kept.Value)) ChecklistPage.Print(run, kept.Value);
                return ExitCode.Ok;
            }

            if (run.Value(most) < 1) throw new CliException(ExitCode.Usage, "--limit must be at least 1");
            var runs = await client.CursorTakeAsync<ChecklistRunView>("checklist/runs", () => new Query(), run.Value(most));
            if (run.IsJson) return run.PrintJson(runs);
            if (runs.Value.Count == 0)
            {
                run.Note("No run was kept yet. The first comes within a quarter of an hour, or now: claviger checklist --record");
                return ExitCode.Ok;
            }

            var table = new ListTable(
                new Column("WHEN"), new Column("SCORE", Right: true), new Column("PASS", Right: true), new Column("FAIL", Right: true), new Column("WARN", Right: true, DropsAt: 2),
                new Column("CHANGED", MayShrink: true, DropsAt: 3), new Column("ID", DropsAt: 1));
            foreach (var kept in runs.Value)
                table.Add(
                    run.Times.Of(kept.At), $"{kept.Counts.Score} %", $"{kept.Counts.Pass}", new Cell($"{kept.Counts.Fail}", kept.Counts.Fail > 0 ? Tone.Bad : Tone.Plain), $"{kept.Counts.Warn}",
                    Changed(kept), Cell.Faint(kept.Id));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    private static Cell Changed(ChecklistRunView run) => new(
        string.Join(", ", run.Worse.Select(id => $"- {id}").Concat(run.Better.Select(id => $"+ {id}"))), run.Worse.Count > 0 ? Tone.Bad : run.Better.Count > 0 ? Tone.Good : Tone.Plain);
}
