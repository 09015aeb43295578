using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Requests;

/// <summary><c>claviger requests</c>: the request log.</summary>
internal static class RequestsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("requests", "The request log: each request's key, model, tokens and cost")
    {
        Group = CommandGroup.Organization,
        Remark = "What was asked and answered is stored nowhere.",
        Subcommands = { List(environment) },
    };

    private static CliCommand List(CliEnvironment environment)
    {
        var workspaces = new Option<string[]>("--workspace") { Description = "Only of this workspace; may be repeated", HelpName = "workspace" };
        var keys = new Option<string[]>("--key") { Description = "Only of this key; may be repeated", HelpName = "key" };
        var models = new Option<string[]>("--model") { Description = "Only of this model; may be repeated", HelpName = "model" };
        var outcomes = new Option<string[]>("--outcome") { Description = "Only with this ending, such as cut_short; may be repeated", HelpName = "outcome" };
        outcomes.CompletionSources.Add("completed", "upstream_error", "cut_short", "worst_case", "unresolved", "resolved", "batch_line", "free", "stopped_at_cap");
        var id = new Option<string>("--id") { Description = "The one with this request id", HelpName = "id" };
        var since = new Option<string>("--since") { Description = "From then on: 7d, 24h, 30m, a date, a time", HelpName = "when" };
        var until = new Option<string>("--until") { Description = "Until then", HelpName = "when" };
        var limit = new Option<int>("--limit") { Description = "The newest so many", HelpName = "count", DefaultValueFactory = _ => 50 };
        return new CliCommand("list", "List requests, newest first")
        {
            Options = { workspaces, keys, models, outcomes, id, since, until, limit },
            Examples =
            [
                new("What a key has just done", "claviger requests list --key prod-search"),
                new("A request id from an error message", "claviger requests list --id req_01AbC"),
                new("What was cut off this week", "claviger requests list --since 7d --outcome cut_short --outcome stopped_at_cap"),
            ],
        }.Does(environment, async run =>
        {
            if (run.Value(limit) < 1) throw new CliException(ExitCode.Usage, "--limit must be 1 or more");
            var now = run.Environment.Time.GetUtcNow();
            using var client = run.Connect();
            var allKeys = !run.IsJson || run.Value(keys) is { Length: > 0 } ? await KeyFinder.AllAsync(client) : [];
            var allWorkspaces = run.Value(workspaces) is { Length: > 0 } ? await WorkspaceFinder.AllAsync(client) : [];
            var requests = await client.CursorTakeAsync<RequestLogView>("request_log", () => new Query()
                .With("workspace_ids[]", (run.Value(workspaces) ?? []).Select(text => WorkspaceFinder.Find(text, allWorkspaces).Id))
                .With("api_key_ids[]", (run.Value(keys) ?? []).Select(text => KeyFinder.Find(text, allKeys).Id))
                .With("models[]", run.Value(models) ?? []).With("outcomes[]", run.Value(outcomes) ?? []).With("request_id", run.Value(id))
                .With("created_at.gte", run.Value(since) is { } from ? UtcTimeConverter.Text(Moment.Past("--since", from, now)) : null)
                .With("created_at.lt", run.Value(until) is { } to ? UtcTimeConverter.Text(Moment.Past("--until", to, now)) : null), run.Value(limit));
            if (run.IsJson) return run.PrintJson(requests);
            if (requests.Value.Count == 0)
            {
                run.Note("No request matches.");
                return ExitCode.Ok;
            }

            Print(run, requests.Value, allKeys.ToDictionary(key => key.Id, key => key.Name));
            if (requests.Value.Count == run.Value(limit)) run.Note($"The newest {run.Value(limit)}. For more: --limit");
            return ExitCode.Ok;
        });
    }

    private static void Print(CliRun run, IReadOnlyList<RequestLogView> requests, Dictionary<string, string> keys)
    {
        var table = new ListTable(
            new Column("WHEN"), new Column("KEY", MayShrink: true), new Column("MODEL", MayShrink: true, DropsAt: 3), new Column("STATUS", Right: true), new Column("OUTCOME", DropsAt: 4),
            new Column("INPUT", Right: true, DropsAt: 2), new Column("OUTPUT", Right: true, DropsAt: 2), new Column("COST", Right: true), new Column("ID", DropsAt: 1));
        foreach (var request in requests)
        {
            var input = request.UncachedInputTokens + request.CacheCreation.Ephemeral5mInputTokens + request.CacheCreation.Ephemeral1hInputTokens + request.CacheReadInputTokens;
            table.Add(run.Times.Of(request.CreatedAt), request.ApiKeyId is { } key ? keys.GetValueOrDefault(key, key) : "-", request.Model ?? "-",
                new Cell(request.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Status >= 400 ? Tone.Caution : Tone.Plain), request.Outcome,
                CountText.Of(input, run.Out.IsTerminal), CountText.Of(request.OutputTokens, run.Out.IsTerminal), DollarText.Rounded(DollarText.OfCents(request.CostCents), run.Out.IsTerminal), Cell.Faint(request.Id));
        }

        table.Print(run.Out);
    }
}
