using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Cli.Anthropic;
using Claviger.Cli.Checklist;
using Claviger.Cli.OrganizationFiles;
using Claviger.Cli.Output;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;

namespace Claviger.Cli.Scan;

/// <summary><c>claviger scan anthropic</c>: reads a real organization through Anthropic's Admin API and runs every control that applies (X2).</summary>
internal static class ScanAnthropicCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var address = new AnthropicOptions();
        var environments = new Option<string[]>("--environment") { Description = "Which environment a workspace is for, where its name doesn't say; may be repeated", HelpName = "workspace=environment" };
        var strict = new Option<bool>("--strict") { Description = "Warnings end with exit code 1 too" };
        var export = new Option<string?>("--export")
        {
            Description = $"Write the organization as a file instead of judging it (default: {OrganizationText.UsualName}; - for standard output)", HelpName = "file", Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? OrganizationText.UsualName : result.Tokens[0].Value,
        };
        var forms = new ChecklistForms();
        var command = new CliCommand("anthropic", "Judge an organization of Anthropic's by the access-control checklist")
        {
            Options = { environments, strict, export },
            Remark = "Reads members, invites, workspaces, keys, limits, use and cost with an Admin API key, from ANTHROPIC_ADMIN_KEY or standard input. Changes nothing, sends nothing anywhere else. "
                + "Environments are told by the words in names: prod, staging, dev and the like. What the API can't show is said.",
            Examples =
            [
                new("How does it stand?", "ANTHROPIC_ADMIN_KEY=sk-ant-admin01-… claviger scan anthropic"),
                new("A page for the manager", "claviger scan anthropic --html > access-control.html"),
                new("As a file, to keep and to change", "claviger scan anthropic --export"),
                new("A workspace whose name says nothing", "claviger scan anthropic --environment \"Apollo=production\""),
            ],
        };
        address.AddTo(command);
        forms.AddTo(command);
        return command.Does(environment, async run =>
        {
            forms.Check(run);
            if (run.Says(export) && (forms.IsAsked(run) || run.Value(strict)))
                throw new CliException(ExitCode.Usage, "--export writes a file (YAML) and judges nothing: --json, --markdown, --csv, --sarif, --html and --strict can't go with it");
            var mapped = Mapped(run.Value(environments) ?? []);
            using var door = address.Open(run);
            var reader = new AnthropicReader(door, run.Environment.Time);
            var isExport = run.Says(export);
            var reading = await (isExport ? reader.OrganizationAsync(Told, CancellationToken.None) : reader.RunAsync(Told, CancellationToken.None));
            if (mapped.Keys.FirstOrDefault(name => reading.Workspaces.All(workspace => workspace.Name != name)) is { } missing)
                throw new CliException(ExitCode.Usage, $"--environment: there is no workspace '{TerminalText.Safe(missing)}'", $"There are {string.Join(", ", reading.Workspaces.Select(workspace => TerminalText.Safe(workspace.Name)))}");
            if (isExport)
            {
                AnthropicExport.Write(run, run.Value(export)!, AnthropicExport.TextOf(reading, mapped));
                return ExitCode.Ok;
            }

            var facts = AnthropicFacts.Of(reading, mapped);
            var view = ChecklistViews.Of(ChecklistReport.Of(facts, ChecklistSettings.Default, []));
            var about = ScanSummary.Of(reading);
            if (run.IsJson) run.Out.Raw(JsonText.Pretty(JsonSerializer.SerializeToNode(view, WireJson.Options)!));
            else if (!forms.Print(run, view, about)) ScanPage.Print(run, view, about);
            return view.Counts.Fail > 0 || run.Value(strict) && view.Counts.Warn > 0 ? ExitCode.Refused : ExitCode.Ok;

            void Told(string what) => run.Note($"reading {what} …", Tone.Faint);
        });
    }

    private static Dictionary<string, string> Mapped(string[] options)
    {
        var mapped = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var at = option.LastIndexOf('=');
            var environment = option[(at + 1)..];
            if (at < 1 || NamingPolicy.EnvironmentFault(environment) is not null)
                throw new CliException(ExitCode.Usage, $"--environment '{TerminalText.Safe(option)}' is not of the form workspace=environment", "For example --environment \"Apollo=production\"");
            mapped[option[..at]] = environment;
        }

        return mapped;
    }
}
