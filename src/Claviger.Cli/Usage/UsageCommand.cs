using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary><c>claviger usage</c></summary>
internal static class UsageCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var by = new Option<string[]>("--by") { Description = "key, workspace, environment, member, model, tier, day or hour; may be repeated (default: key)", HelpName = "what" };
        var since = new Option<string>("--since") { Description = "From when: 7d, 24h, 30m, or a date like 2026-11-01 (default: the start of this month)", HelpName = "when" };
        var until = new Option<string>("--until") { Description = "Up to, not including (default: now)", HelpName = "when" };
        var workspaces = new Option<string[]>("--workspace") { Description = "Only this workspace; may be repeated", HelpName = "workspace" };
        var keys = new Option<string[]>("--key") { Description = "Only this key; may be repeated", HelpName = "key" };
        var models = new Option<string[]>("--model") { Description = "Only this model; may be repeated", HelpName = "model" };
        var exact = new Option<bool>("--exact") { Description = "Costs to the last digit instead of four decimals" };
        var csv = new Option<bool>("--csv") { Description = "Print it as CSV, with ids and exact costs" };
        by.CompletionSources.Add([.. Breakdown.OfUsage.Select(b => b.Word)]);
        return new CliCommand("usage", "Requests, tokens and cost, by key, workspace, member, model or time")
        {
            Group = CommandGroup.Organization,
            Options = { by, since, until, workspaces, keys, models, exact, csv },
            Remark = "Days and hours are UTC. A number of days back begins at midnight, a number of hours back on the hour. Totals add exact costs, then round. "
                + "A member is who owned the key when the request was admitted.",
            Examples =
            [
                new("This month so far, by key", "claviger usage"),
                new("The last week in one workspace, day by day and by model", "claviger usage --since 7d --workspace Production --by day --by model"),
                new("Who spent what this week, for a spreadsheet", "claviger usage --since 7d --by member --csv > members.csv"),
                new("One key's October, to the last digit", "claviger usage --key prod-search --since 2026-10-01 --until 2026-11-01 --exact"),
            ],
        }.Does(environment, async run =>
        {
            var breakdown = Breakdown.Parse(run.Value(by) ?? [], Breakdown.OfUsage);
            var isCsv = CsvPage.IsWanted(run, run.Value(csv));
            var now = run.Environment.Time.GetUtcNow();
            var span = UsageSpan.Of(run.Value(since), run.Value(until), breakdown, now);

            using var client = run.Connect();
            var allWorkspaces = NeedsNames(run, run.Value(workspaces)) ? await WorkspaceFinder.AllAsync(client) : [];
            var allKeys = NeedsNames(run, run.Value(keys)) ? await KeyFinder.AllAsync(client) : [];
            var workspaceIds = (run.Value(workspaces) ?? []).Select(text => WorkspaceFinder.Find(text, allWorkspaces).Id).ToList();
            var keyIds = (run.Value(keys) ?? []).Select(text => KeyFinder.Find(text, allKeys).Id).ToList();
            var report = await client.ReportAsync<UsageBucket>("usage_report/messages", () => new Query()
                .With("starting_at", UtcTimeConverter.Text(span.From)).With("ending_at", UtcTimeConverter.Text(span.To)).With("bucket_width", span.Width)
                .With("group_by[]", breakdown.Select(b => b.GroupBy).OfType<string>().Distinct())
                .With("api_key_ids[]", keyIds).With("workspace_ids[]", workspaceIds).With("models[]", run.Value(models) ?? []));
            if (run.IsJson) return run.PrintJson(report);

            var owners = breakdown.Contains(Breakdown.Member) ? await UsageNames.OwnersAsync(client) : new Dictionary<string, string>();
            var table = new UsageTable(breakdown, new UsageNames(allKeys, allWorkspaces, owners), report.Value);
            if (isCsv)
            {
                table.PrintCsv(run);
                return ExitCode.Ok;
            }

            if (table.IsEmpty)
            {
                run.Note($"No requests from {span.Text(now)}.");
                run.Note("Look further back: claviger usage --since 90d");
                return ExitCode.Ok;
            }

            run.Note($"From {span.Text(now)}", Tone.Faint);
            table.Print(run.Out, run.Value(exact));
            return ExitCode.Ok;
        });
    }

    // JSON shows ids as the server gave them, so names are fetched only to find what a filter names.
    private static bool NeedsNames(CliRun run, string[]? filter) => !run.IsJson || filter is { Length: > 0 };
}
