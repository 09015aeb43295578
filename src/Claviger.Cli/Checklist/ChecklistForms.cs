using System.CommandLine;
using Claviger.Core.Checklist.Forms;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary>The options that print a checklist in another form than a table.</summary>
internal sealed class ChecklistForms
{
    private readonly Option<bool> _markdown = new("--markdown") { Description = "Print it as Markdown, for a ticket" };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print it as CSV, a line a finding" };
    private readonly Option<bool> _sarif = new("--sarif") { Description = "Print it as SARIF 2.1.0, for tools that collect findings" };
    private readonly Option<bool> _html = new("--html") { Description = "Print it as one HTML page, to read and to print" };

    public void AddTo(Command command)
    {
        command.Options.Add(_markdown);
        command.Options.Add(_csv);
        command.Options.Add(_sarif);
        command.Options.Add(_html);
    }

    public bool IsAsked(CliRun run) => Asked(run) > 0;

    public void Check(CliRun run)
    {
        if (Asked(run) > 1)
            throw new CliException(ExitCode.Usage, "only one of --json, --markdown, --csv, --sarif and --html at a time");
    }

    private int Asked(CliRun run) => new[] { run.IsJson, run.Value(_markdown), run.Value(_csv), run.Value(_sarif), run.Value(_html) }.Count(asked => asked);

    /// <returns>False: no other form was asked for.</returns>
    public bool Print(CliRun run, ChecklistView checklist, ReportExtras? extras = null)
    {
        var text = run.Value(_markdown) ? ChecklistMarkdown.Of(checklist, extras)
            : run.Value(_csv) ? ChecklistCsv.Of(checklist)
            : run.Value(_sarif) ? ChecklistSarif.Of(checklist, CliRoot.Version)
            : run.Value(_html) ? ChecklistHtml.Of(checklist, extras)
            : null;
        if (text is null) return false;
        run.Out.Raw(text.TrimEnd('\n'));
        return true;
    }
}
