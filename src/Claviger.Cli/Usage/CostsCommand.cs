using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary><c>claviger costs</c></summary>
internal static class CostsCommand
{
    private static readonly string[] Words = ["day", "workspace", "description"];

    public static Command Build(CliEnvironment environment)
    {
        var by = new Option<string[]>("--by") { Description = "day, workspace or description (model and class of tokens); may be repeated (default: description)", HelpName = "what" };
        var since = new Option<string>("--since") { Description = "From when: 7d, or a date like 2026-11-01 (default: the start of this month)", HelpName = "when" };
        var until = new Option<string>("--until") { Description = "Up to, not including (default: now)", HelpName = "when" };
        var exact = new Option<bool>("--exact") { Description = "Costs to the last digit instead of four decimals" };
        by.CompletionSources.Add(Words);
        return new CliCommand("costs", "What was spent on, by model and class of tokens, workspace or day")
        {
            Group = CommandGroup.Organization,
            Options = { by, since, until, exact },
            Remark = "Whole days, UTC. Lines add up to what was booked. What can't be told apart (bounds booked where usage was not seen, work of more than one model) has a line of its own.",
            Examples =
            [
                new("This month so far, by what it was spent on", "claviger costs"),
                new("October by workspace, to the last digit", "claviger costs --by workspace --since 2026-10-01 --until 2026-11-01 --exact"),
            ],
        }.Does(environment, async run =>
        {
            var chosen = Chosen(run.Value(by) ?? []);
            var now = run.Environment.Time.GetUtcNow();
            var span = UsageSpan.Of(run.Value(since), run.Value(until), [Breakdown.Day], now);
            using var client = run.Connect();
            var workspaces = run.IsJson || !chosen.Contains("workspace") ? [] : await WorkspaceFinder.AllAsync(client);
            var report = await client.ReportAsync<CostBucket>("cost_report", () => new Query()
                .With("starting_at", UtcTimeConverter.Text(span.From)).With("ending_at", UtcTimeConverter.Text(span.To))
                .With("group_by[]", chosen.Where(word => word != "day").Select(word => word == "workspace" ? "workspace_id" : word)));
            if (run.IsJson) return run.PrintJson(report);
            if (report.Value.All(bucket => bucket.Results.Count == 0))
            {
                run.Note($"No costs from {span.Text(now)}.");
                return ExitCode.Ok;
            }

            run.Note($"From {span.Text(now)}", Tone.Faint);
            Print(run, report.Value, chosen, workspaces, run.Value(exact));
            return ExitCode.Ok;
        });
    }

    private static List<string> Chosen(IEnumerable<string> given)
    {
        var words = given.SelectMany(text => text.Split(',')).Distinct().ToList();
        if (words.FirstOrDefault(word => !Words.Contains(word)) is { } unknown)
            throw new CliException(ExitCode.Usage, $"--by does not know '{TerminalText.Safe(unknown)}'", $"It takes {string.Join(", ", Words)}.");
        return words.Count == 0 ? ["description"] : Words.Where(words.Contains).ToList();
    }

    private static void Print(CliRun run, IReadOnlyList<CostBucket> buckets, List<string> chosen, IReadOnlyList<WorkspaceView> workspaces, bool exact)
    {
        var lines = buckets.SelectMany(bucket => bucket.Results, (bucket, row) => (Labels: string.Join('\0', chosen.Select(word => Label(word, bucket, row))), Cost: DollarText.OfCents(row.Amount)))
            .GroupBy(line => line.Labels, line => line.Cost, StringComparer.Ordinal).Select(group => (Labels: group.Key.Split('\0'), Cost: group.Aggregate(Money.Zero, (sum, cost) => sum + cost)))
            .OrderBy(line => chosen[0] == "day" ? line.Labels[0] : "", StringComparer.Ordinal).ThenByDescending(line => line.Cost).ThenBy(line => string.Join('\0', line.Labels), StringComparer.Ordinal).ToList();
        var table = new ListTable([.. chosen.Select(word => new Column(word.ToUpperInvariant(), MayShrink: word != "day")), new Column("COST", Right: true)]);
        foreach (var (labels, cost) in lines) table.Add([.. labels.Select(label => (Cell)label), new Cell(Text(cost))]);
        table.Add([new Cell("TOTAL", Tone.Strong), .. Enumerable.Repeat(new Cell(""), chosen.Count - 1), new Cell(Text(lines.Aggregate(Money.Zero, (sum, line) => sum + line.Cost)), Tone.Strong)]);
        table.Print(run.Out);

        string Text(Money cost) => exact ? cost.ToString() : DollarText.Rounded(cost, run.Out.IsTerminal);

        string Label(string word, CostBucket bucket, CostResult row) => word switch
        {
            "day" => bucket.StartingAt.UtcDateTime.ToString("yyyy-MM-dd"),
            // Reports leave the default workspace's id out.
            "workspace" => workspaces.FirstOrDefault(workspace => row.WorkspaceId is { } id ? workspace.Id == id : workspace.IsDefault)?.Name ?? row.WorkspaceId ?? "Default",
            _ => row.Description ?? "-",
        };
    }
}
