using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary><c>claviger claude-code</c></summary>
internal static class ClaudeCodeCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var day = new Option<string>("--day") { Description = "The UTC day, like 2026-11-01 (default: today)", HelpName = "date" };
        return new CliCommand("claude-code", "Who used Claude Code on a day: sessions, tokens, cost")
        {
            Group = CommandGroup.Organization,
            Options = { day },
            Remark = "As the gateway saw it. Lines of code, commits, pull requests and accepted edits happen on the developer's machine: they are not observed.",
            Examples = [new("Today so far", "claviger claude-code"), new("One day, for a script", "claviger claude-code --day 2026-11-01 --json")],
        }.Does(environment, async run =>
        {
            var date = run.Value(day) ?? run.Environment.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd");
            using var client = run.Connect();
            var report = await client.ReportAsync<ClaudeCodeView>("usage_report/claude_code", () => new Query().With("starting_at", date).With("limit", "1000"));
            if (run.IsJson) return run.PrintJson(report);
            if (report.Value.Count == 0)
            {
                run.Note($"Nobody used Claude Code on {TerminalText.Safe(date)}.");
                return ExitCode.Ok;
            }

            var table = new ListTable(
                new Column("ACTOR", MayShrink: true), new Column("SESSIONS", Right: true), new Column("INPUT", Right: true), new Column("CACHE WRITE", Right: true, DropsAt: 1),
                new Column("CACHE READ", Right: true, DropsAt: 2), new Column("OUTPUT", Right: true), new Column("COST", Right: true));
            foreach (var row in report.Value.OrderByDescending(CostOf))
            {
                table.Add(
                    row.Actor.EmailAddress ?? row.Actor.ApiKeyName ?? "-", Count(row.CoreMetrics.NumSessions), Count(row.ModelBreakdown.Sum(model => model.Tokens.Input)),
                    Count(row.ModelBreakdown.Sum(model => model.Tokens.CacheCreation)), Count(row.ModelBreakdown.Sum(model => model.Tokens.CacheRead)),
                    Count(row.ModelBreakdown.Sum(model => model.Tokens.Output)), DollarText.Rounded(CostOf(row), run.Out.IsTerminal));
            }

            table.Print(run.Out);
            return ExitCode.Ok;

            Cell Count(long value) => CountText.Of(value, run.Out.IsTerminal);
        });
    }

    private static Money CostOf(ClaudeCodeView row) => new((long)(row.ModelBreakdown.Sum(model => model.EstimatedCost.Amount) * Money.NanosPerCent));
}
