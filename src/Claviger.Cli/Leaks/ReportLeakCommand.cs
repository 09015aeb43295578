using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;
using Claviger.Core.Leaks;

namespace Claviger.Cli.Leaks;

/// <summary><c>claviger keys report-leak</c>: tokens out of a file or standard input. Never an argument: shells and process lists keep those.</summary>
internal static class ReportLeakCommand
{
    /// <summary>Of a report, at the server.</summary>
    private const int Most = 1_000;

    public static Command Build(CliEnvironment environment)
    {
        var file = new Argument<string?>("file") { Description = "A text with tokens in it, such as the file that leaked; left out: standard input", Arity = ArgumentArity.ZeroOrOne };
        var seenAt = new Option<string>("--seen-at") { Description = "Where they were seen, for the audit log", HelpName = "address" };
        var policy = new Option<string>("--policy") { Description = "revoke, quarantine or report (default: the server's)", HelpName = "policy" };
        policy.CompletionSources.Add([.. LeakPolicyNames.All.Keys]);
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("report-leak", "End secrets that somebody else may have")
        {
            Arguments = { file },
            Options = { seenAt, policy, yes },
            Remark = "Every token of Claviger's in the text is looked for, of whatever kind; the text itself is not sent. You need no rights about what a token belongs to: whoever has it could do worse with it.",
            Examples =
            [
                new("A file that was pushed to a public repository", "claviger keys report-leak .env --seen-at https://github.com/example/app/blob/1a2b3c/.env"),
                new("Whatever the history of a repository holds", "git log -p --all | claviger keys report-leak --yes"),
                new("Not sure yet: stop it until you know", "claviger keys report-leak leaked.txt --policy quarantine"),
            ],
        }.Does(environment, async run =>
        {
            if (run.Value(policy) is { } asked && !LeakPolicyNames.All.ContainsKey(asked)) throw new CliException(ExitCode.Usage, $"--policy takes {string.Join(", ", LeakPolicyNames.All.Keys)}");
            var found = TokensIn(run, run.Optional(file));
            if (!run.Confirm(run.Value(yes), $"{CountText.With(found.Count, "token")} found. What a token opens is refused from then on, its running requests are ended, and whatever still uses it fails.", "Report?")) return ExitCode.Refused;
            using var client = run.Connect();
            var report = await client.PostAsync<LeakReportView>("leak_reports", new ReportLeaksRequest([.. found.Select(token => token.Text)], run.Value(seenAt), run.Value(policy)));
            if (run.IsJson) return run.PrintJson(report);
            Print(run, found, report.Value);
            return ExitCode.Ok;
        });
    }

    private static IReadOnlyList<FoundToken> TokensIn(CliRun run, string? file)
    {
        if (file is not null && !File.Exists(file)) throw new CliException(ExitCode.Usage, $"there is no file {TerminalText.Safe(file)}", "A token itself doesn't belong on the command line: pipe it in, or put it into a file.");
        if (file is null && run.Environment.InIsTerminal) run.Note("Paste the text, then end it with Ctrl-D:");
        using var text = file is null ? null : File.OpenText(file);
        var found = FoundToken.In(text ?? run.Environment.In);
        if (found.Count == 0) throw new CliException(ExitCode.Refused, "there is no token of Claviger's in this text", "What one looks like: claviger keys patterns");
        if (found.Count > Most) throw new CliException(ExitCode.Usage, $"there are {found.Count} tokens in this text; report at most {Most} at a time");
        return found;
    }

    private static void Print(CliRun run, IReadOnlyList<FoundToken> found, LeakReportView report)
    {
        var table = new ListTable(new Column("TOKEN"), new Column("LINE"), new Column("OURS"), new Column("DONE"), new Column("ID", MayShrink: true));
        foreach (var (token, verdict) in found.Zip(report.Data))
            table.Add(
                token.Hint, Cell.Faint($"{token.Line}"), verdict.Kind is { } kind ? new Cell(kind.Replace('_', ' '), Tone.Caution) : Cell.Faint("no"), new Cell(verdict.Effect.Replace('_', ' '), verdict.Effect == "none" ? Tone.Faint : Tone.Good),
                Cell.Faint(verdict.Id ?? ""));
        table.Print(run.Out);
        if (report.Data.Any(verdict => verdict.Effect == "secret_ended")) run.Note("A key whose secret ended gets a new one with: claviger keys rotate; if it is inactive, then: claviger keys enable");
    }
}
