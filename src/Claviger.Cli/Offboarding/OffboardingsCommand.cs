using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Offboarding;

/// <summary><c>claviger offboardings</c>: the reports that were kept.</summary>
internal static class OffboardingsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("offboardings", "Reports of people who left")
    {
        Group = CommandGroup.Organization,
        Remark = "A report is written by claviger offboard and by every other way in which a membership ends, in the same change. It never changes afterwards.",
        Subcommands = { List(environment), Show(environment) },
    };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List those who left, the latest first")
    {
        Examples = [new("Who left, and what they still know", "claviger offboardings list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var reports = await client.CursorListAsync<OffboardingView>("offboardings", () => new Query());
        if (run.IsJson) return run.PrintJson(reports);
        if (reports.Value.Count == 0)
        {
            run.Note("Nobody has left yet.");
            return ExitCode.Ok;
        }

        var table = new ListTable(new Column("EMAIL", MayShrink: true), new Column("LEFT"), new Column("ENDED"), new Column("SERVICE KEYS"), new Column("BY", MayShrink: true, DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var report in reports.Value)
            table.Add(
                report.User.Email, run.Times.Of(report.OffboardedAt), $"{report.AdminKeys.Count + report.PersonalKeys.Count} keys", $"{report.ServiceKeys.Count + report.ServiceKeysHidden}",
                Cell.Faint(report.OffboardedBy?.Id ?? "system"), Cell.Faint(report.Id ?? ""));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Show(CliEnvironment environment)
    {
        var id = new Argument<string>("id") { Description = "Id of the report" };
        var markdown = new Option<bool>("--markdown") { Description = "As Markdown, for a ticket" };
        return new CliCommand("show", "Show one report")
        {
            Arguments = { id },
            Options = { markdown },
            Remark = "It says how things were at that moment. How a key stands now: claviger keys secrets.",
            Examples = [new("For the auditor", "claviger offboardings show offb_01… --markdown > grace.md")],
        }.Does(environment, async run =>
        {
            if (run.Value(markdown) && run.IsJson) throw new CliException(ExitCode.Usage, "--markdown and --json can't go together");
            using var client = run.Connect();
            var report = await client.GetAsync<OffboardingView>($"offboardings/{Uri.EscapeDataString(run.Value(id))}");
            if (run.IsJson) return run.PrintJson(report);
            if (run.Value(markdown)) return OffboardingPage.PrintMarkdown(run, report.Value);
            OffboardingPage.Print(run, run.Out, report.Value);
            return ExitCode.Ok;
        });
    }
}
