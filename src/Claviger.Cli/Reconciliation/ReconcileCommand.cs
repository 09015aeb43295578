using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Scan;
using Claviger.Cli.Usage;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;
using Claviger.Core.Reconciliation;
using Anthropic.Models.Organization.ApiKeys;
using Anthropic.Models.Organization.Workspaces;

namespace Claviger.Cli.Reconciliation;

/// <summary><c>claviger reconcile</c>: our books against Anthropic's cost report, every difference with its class (X8).</summary>
internal static class ReconcileCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var since = new Option<string>("--since") { Description = "From when: 7d, or a date like 2026-11-01 (default: the start of this month)", HelpName = "when" };
        var until = new Option<string>("--until") { Description = "Up to, not including (default: now)", HelpName = "when" };
        var workspaces = new Option<string[]>("--workspace") { Description = "Which of Anthropic's workspaces one of ours is; default for the default one; may be repeated", HelpName = "ours=theirs" };
        var whole = new Option<bool>("--whole") { Description = "Compare the whole organization, workspaces not told apart" };
        var keys = new Option<string[]>("--anthropic-key") { Description = "A key at Anthropic that Claviger sends with, by name or id; what other keys used then went around Claviger; may be repeated", HelpName = "key" };
        var late = new Option<string>("--late") { Description = "How far Anthropic's report may lag: differences of tokens on younger days are late, not wrong; 0: nothing is late", HelpName = "time", DefaultValueFactory = _ => "24h" };
        var tolerance = new Option<string>("--tolerance") { Description = "How much may stay unexplained: like 0.1% of what Anthropic billed, or 5usd", HelpName = "how much", DefaultValueFactory = _ => Tolerance.Default };
        var (address, forms) = (new AnthropicOptions(), new ReconciliationForms());
        var command = new CliCommand("reconcile", "Compare our books with Anthropic's cost report and explain the difference")
        {
            Group = CommandGroup.Organization,
            Options = { since, until, workspaces, whole, keys, late, tolerance },
            Remark = "Reads our reports from the server, and Anthropic's with an Admin API key from ANTHROPIC_ADMIN_KEY or standard input. Changes nothing. Whole days, UTC. "
                + "Workspaces map by name; where none does, the whole organization is compared. Exit code 1 when more stays unexplained than the tolerance.",
            Examples =
            [
                new("October, as it was billed", "ANTHROPIC_ADMIN_KEY=sk-ant-admin01-… claviger reconcile --since 2026-10-01 --until 2026-11-01"),
                new("One credential for everything, in Anthropic's default workspace", "claviger reconcile --workspace \"Production=default\""),
                new("Every month by a scheduled job, for a ticket", "claviger reconcile --since 2026-10-01 --until 2026-11-01 --markdown --tolerance 5usd"),
            ],
        };
        address.AddTo(command);
        forms.AddTo(command);
        return command.Does(environment, async run =>
        {
            forms.Check(run);
            var now = run.Environment.Time.GetUtcNow();
            var span = UsageSpan.Of(run.Value(since), run.Value(until), [Breakdown.Day], now);
            var (mayStay, lag) = (Tolerance.Parse(run.Value(tolerance)!), Moment.Seconds("--late", run.Value(late)!));
            using var client = run.Connect();
            using var door = address.Open(run);
            run.Note("reading workspaces …", Tone.Faint);
            var ours = await WorkspaceFinder.AllAsync(client);
            var upstreams = (await Upstreams.UpstreamsCommand.AllAsync(client)).Value;
            return await AnthropicFaults.InWordsAsync(door, async () =>
            {
                var theirs = await TheirWorkspacesAsync(door);
                var ourKeys = await KeysAsync(door, run.Value(keys) ?? []);
                var mapping = WorkspaceMapping.Of(ours, upstreams, theirs, run.Value(workspaces) ?? [], run.Value(whole));
                run.Note("reading our books …", Tone.Faint);
                var books = await OurBooks.ReadAsync(client, span, ours.FirstOrDefault(workspace => workspace.IsDefault)?.Id ?? "", mapping);
                run.Note("reading Anthropic's …", Tone.Faint);
                var bill = await BillAsync(door, span, mapping, ourKeys);
                var report = Reconciler.Compare(books.Cells, books.Bounds, bill.Cells, new ReconciliationOptions(lag == 0 ? null : DateOnly.FromDateTime((now - TimeSpan.FromSeconds(lag)).UtcDateTime), bill.RowUnitNanos));
                var view = ReconciliationView.Of(report, span.From, span.To, Pairs(ours, mapping), mapping.Name, mayStay.Text, mayStay.Nanos(report.Theirs));
                forms.Print(run, view);
                foreach (var workspace in mapping.Unmapped.Where(workspace => books.Cells.Any(cell => cell.Cell.Workspace == workspace.Id)))
                    run.Note($"No workspace of Anthropic's is called '{TerminalText.Safe(workspace.Name)}': say which it is by --workspace \"{TerminalText.Safe(workspace.Name)}=wrkspc_…\", or compare with --whole", Tone.Caution);
                return view.IsWithinTolerance ? ExitCode.Ok : ExitCode.Refused;
            });
        });
    }

    private static async Task<IReadOnlyList<AnthropicWorkspace>> TheirWorkspacesAsync(AnthropicDoor door)
    {
        var all = await AnthropicReader.AllAsync(await door.Client.Organization.Workspaces.List(new WorkspaceListParams { Limit = 1_000, IncludeArchived = true }), CancellationToken.None);
        return [new AnthropicWorkspace("", "Default"), .. all.Select(workspace => new AnthropicWorkspace(workspace.ID, workspace.Name))];
    }

    private static async Task<IReadOnlySet<string>> KeysAsync(AnthropicDoor door, string[] texts)
    {
        if (texts.Length == 0) return new HashSet<string>();
        var all = await AnthropicReader.AllAsync(await door.Client.Organization.ApiKeys.List(new ApiKeyListParams { Limit = 1_000 }), CancellationToken.None);
        return texts.Select(text => all.Where(key => key.ID == text || key.Name == text).Select(key => key.ID).Distinct().ToList() switch
        {
            [var one] => one,
            [] => throw new CliException(ExitCode.Usage, $"--anthropic-key: Anthropic has no key '{TerminalText.Safe(text)}'", "Claude Console → API keys shows names; claviger scan anthropic --json reads them"),
            var many => throw new CliException(ExitCode.Usage, $"--anthropic-key: Anthropic has {many.Count} keys '{TerminalText.Safe(text)}'", $"Say which by id: {string.Join(", ", many.Select(id => TerminalText.Safe(id)))}"),
        }).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<AnthropicBill> BillAsync(AnthropicDoor door, UsageSpan span, WorkspaceMapping mapping, IReadOnlySet<string> ourKeys)
    {
        try
        {
            return await AnthropicBill.ReadAsync(new AnthropicReports(door), span.From, span.To, mapping, ourKeys, CancellationToken.None);
        }
        catch (ReportRefusedException refused)
        {
            throw AnthropicFaults.Of(door, refused.Status, refused.Message);
        }
    }

    private static List<WorkspacePair> Pairs(IReadOnlyList<WorkspaceView> ours, WorkspaceMapping mapping) =>
        mapping.IsWhole ? [] : [.. ours.Where(workspace => mapping.Places.ContainsKey(workspace.Id)).Select(workspace => new WorkspacePair(workspace.Name, mapping.Name(mapping.Places[workspace.Id])))];
}
