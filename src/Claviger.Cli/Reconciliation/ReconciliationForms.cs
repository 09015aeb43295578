using System.CommandLine;
using System.Text.Json;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;
using Claviger.Core.Reconciliation;

namespace Claviger.Cli.Reconciliation;

/// <summary>The forms a comparison is printed in.</summary>
internal sealed class ReconciliationForms
{
    private readonly Option<bool> _csv = new("--csv") { Description = "Print it as CSV, a line for each part of a difference" };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "Print it as Markdown, for a ticket" };

    public void AddTo(Command command)
    {
        command.Options.Add(_csv);
        command.Options.Add(_markdown);
    }

    public void Check(CliRun run)
    {
        if (new[] { run.IsJson, run.Value(_csv), run.Value(_markdown) }.Count(asked => asked) > 1) throw new CliException(ExitCode.Usage, "only one of --json, --csv and --markdown at a time");
    }

    public void Print(CliRun run, ReconciliationView view)
    {
        if (run.IsJson) run.Out.Raw(JsonText.Pretty(JsonSerializer.SerializeToNode(view, WireJson.Options)!));
        else if (run.Value(_csv)) run.Out.Raw(ReconciliationText.Csv(view).TrimEnd('\n'));
        else if (run.Value(_markdown)) run.Out.Raw(ReconciliationText.Markdown(view).TrimEnd('\n'));
        else ReconciliationPage.Print(run, view);
    }
}
