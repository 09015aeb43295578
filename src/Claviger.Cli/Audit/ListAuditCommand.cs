using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit list</c></summary>
internal static class ListAuditCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var types = new Option<string[]>("--type") { Description = "Only entries of this type; may be repeated", HelpName = "type" };
        var not = new Option<string[]>("--exclude") { Description = "No entries of this type; may be repeated", HelpName = "type" };
        var actors = new Option<string[]>("--actor") { Description = "Only what this admin key or member did (its id); may be repeated", HelpName = "id" };
        var target = new Option<string>("--target") { Description = "Only what was done to this (its id)", HelpName = "id" };
        var outcome = new Option<string>("--outcome") { Description = "Only done, or only denied", HelpName = "outcome" };
        outcome.CompletionSources.Add("done", "denied");
        var since = new Option<string>("--since") { Description = "From then on: 7d, 24h, 30m, a date, a time", HelpName = "when" };
        var until = new Option<string>("--until") { Description = "Until then", HelpName = "when" };
        var limit = new Option<int>("--limit") { Description = "The newest so many", HelpName = "count", DefaultValueFactory = _ => 50 };
        return new CliCommand("list", "List entries, newest first")
        {
            Options = { types, not, actors, target, outcome, since, until, limit },
            Examples =
            [
                new("What happened today", "claviger audit list --since 1d"),
                new("Everything that was ever done to a key", "claviger audit list --target apikey_01AbC --limit 1000"),
                new("What somebody tried and was not allowed to", "claviger audit list --outcome denied"),
            ],
        }.Does(environment, async run =>
        {
            var now = run.Environment.Time.GetUtcNow();
            if (run.Value(limit) < 1) throw new CliException(ExitCode.Usage, "--limit must be 1 or more");
            using var client = run.Connect();
            var entries = await client.CursorTakeAsync<AuditEntryView>("audit_log", () => new Query()
                .With("types[]", run.Value(types) ?? []).With("exclude_types[]", run.Value(not) ?? []).With("actor_ids[]", run.Value(actors) ?? [])
                .With("target", run.Value(target)).With("outcome", run.Value(outcome))
                .With("created_at.gte", run.Value(since) is { } from ? UtcTimeConverter.Text(Moment.Past("--since", from, now)) : null)
                .With("created_at.lt", run.Value(until) is { } to ? UtcTimeConverter.Text(Moment.Past("--until", to, now)) : null), run.Value(limit));
            if (run.IsJson) return run.PrintJson(entries);
            if (entries.Value.Count == 0)
            {
                run.Note("No entry matches.");
                return ExitCode.Ok;
            }

            var table = new ListTable(new Column("NO.", Right: true), new Column("WHEN"), new Column("WHAT", MayShrink: true), new Column("OUTCOME", DropsAt: 3), new Column("BY", MayShrink: true, DropsAt: 2), new Column("TARGET", MayShrink: true, DropsAt: 1));
            foreach (var entry in entries.Value)
                table.Add(CountText.Of(entry.Sequence, run.Out.IsTerminal), Cell.Faint(run.Times.Of(entry.At)), entry.Type, new Cell(entry.Outcome, entry.Outcome == "denied" ? Tone.Bad : Tone.Plain),
                    entry.Actor.Id ?? entry.Actor.Type, Cell.Faint(entry.Target));
            table.Print(run.Out);
            if (entries.Value.Count == run.Value(limit)) run.Note($"The newest {run.Value(limit)}. For more: --limit. For everything, with its proof: claviger audit export");
            return ExitCode.Ok;
        });
    }
}
