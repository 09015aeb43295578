using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary><c>claviger costs</c></summary>
internal static class CostsCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var by = new Option<string[]>("--by") { Description = "description (model and class of tokens), key, workspace, environment, member, model, tier or day; may be repeated (default: description)", HelpName = "what" };
        var since = new Option<string>("--since") { Description = "From when: 7d, or a date like 2026-11-01 (default: the start of this month)", HelpName = "when" };
        var until = new Option<string>("--until") { Description = "Up to, not including (default: now)", HelpName = "when" };
        var exact = new Option<bool>("--exact") { Description = "Costs to the last digit instead of four decimals" };
        var csv = new Option<bool>("--csv") { Description = "Print it as CSV, with ids and exact costs" };
        var focus = new Option<bool>("--focus") { Description = "Print every line of cost as CSV in the columns of FOCUS 1.2, for tools of FinOps" };
        by.CompletionSources.Add([.. Breakdown.OfCosts.Select(b => b.Word)]);
        return new CliCommand("costs", "What was spent on, by model and class of tokens, workspace, key, member or day")
        {
            Group = CommandGroup.Organization,
            Options = { by, since, until, exact, csv, focus },
            Remark = "Whole days, UTC. Lines add up to what was booked. What can't be told apart (bounds booked where usage was not seen, work of more than one model) has a line of its own.",
            Examples =
            [
                new("This month so far, by what it was spent on", "claviger costs"),
                new("This month by the member who owned the key, for a spreadsheet", "claviger costs --by member,day --csv > members.csv"),
                new("October for a FinOps tool", "claviger costs --focus --since 2026-10-01 --until 2026-11-01 > october.csv"),
                new("October by workspace, to the last digit", "claviger costs --by workspace --since 2026-10-01 --until 2026-11-01 --exact"),
            ],
        }.Does(environment, async run =>
        {
            if (run.Value(focus)) Alone(run.Value(by) is { Length: > 0 } ? "--by" : run.Value(exact) ? "--exact" : run.Value(csv) ? "--csv" : run.IsJson ? "--json" : null);
            var chosen = Breakdown.Parse(run.Value(by) ?? [], Breakdown.OfCosts);
            var isCsv = CsvPage.IsWanted(run, run.Value(csv));
            var now = run.Environment.Time.GetUtcNow();
            var span = UsageSpan.Of(run.Value(since), run.Value(until), [Breakdown.Day], now);
            using var client = run.Connect();
            if (run.Value(focus))
            {
                await FocusExport.RunAsync(run, client, span);
                return ExitCode.Ok;
            }

            var names = await UsageNames.ReadAsync(client, run.IsJson ? [] : chosen);
            var report = await client.ReportAsync<CostBucket>("cost_report", () => new Query()
                .With("starting_at", UtcTimeConverter.Text(span.From)).With("ending_at", UtcTimeConverter.Text(span.To))
                .With("group_by[]", chosen.Select(b => b.CostGroupBy).OfType<string>().Distinct()));
            if (run.IsJson) return run.PrintJson(report);
            var table = new CostTable(chosen, names, report.Value);
            if (isCsv)
            {
                table.PrintCsv(run);
                return ExitCode.Ok;
            }

            if (report.Value.All(bucket => bucket.Results.Count == 0))
            {
                run.Note($"No costs from {span.Text(now)}.");
                return ExitCode.Ok;
            }

            run.Note($"From {span.Text(now)}", Tone.Faint);
            table.Print(run.Out, run.Value(exact));
            return ExitCode.Ok;
        });
    }

    private static void Alone(string? other)
    {
        if (other is not null) throw new CliException(ExitCode.Usage, $"--focus has its own columns: leave out {other}");
    }
}
