using System.CommandLine;
using System.Globalization;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit export</c></summary>
internal static class ExportAuditCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var output = new Option<string>("--output", "-o") { Description = "Write to this file; left out: to the standard output", HelpName = "file" };
        var format = new Option<string>("--format") { Description = "jsonl, which verifies, or ocsf, for a security data lake", HelpName = "format", DefaultValueFactory = _ => "jsonl" };
        format.CompletionSources.Add("jsonl", "ocsf");
        var from = new Option<long?>("--from") { Description = "From this entry on; left out: everything", HelpName = "number" };
        var since = new Option<string>("--since") { Description = "From then on: 7d, 24h, a date, a time", HelpName = "when" };
        return new CliCommand("export", "Write the log to a file that proves itself")
        {
            Options = { output, format, from, since },
            Remark = "Each entry is a line with the exact bytes that were signed; lines of hashes and checkpoints stand between. Exporting is itself an entry.",
            Examples =
            [
                new("Everything", "claviger audit export -o audit.jsonl"),
                new("Last month, for a data lake", "claviger audit export --since 2026-10-01 --format ocsf -o audit.ocsf.jsonl"),
            ],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var query = new Query().With("format", run.Value(format)).With("from", run.Value(from)?.ToString(CultureInfo.InvariantCulture))
                .With("created_at.gte", run.Value(since) is { } text ? UtcTimeConverter.Text(Moment.Past("--since", text, run.Environment.Time.GetUtcNow())) : null);
            if (run.Value(output) is not { } file)
            {
                using var memory = new MemoryStream();
                await client.DownloadAsync("audit_log/export", query, memory);
                run.Environment.Out.Write(System.Text.Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length));
                return ExitCode.Ok;
            }

            // Aside first: a download that breaks must not lie there as if it were one.
            var aside = file + ".part";
            await using (var to = new FileStream(aside, FileMode.Create, FileAccess.Write)) await client.DownloadAsync("audit_log/export", query, to);
            File.Move(aside, file, overwrite: true);
            if (run.IsJson) run.Out.Raw(JsonText.Pretty(new System.Text.Json.Nodes.JsonObject { ["file"] = Path.GetFullPath(file), ["bytes"] = new FileInfo(file).Length }));
            else run.Note($"Wrote {file}, {CountText.With(new FileInfo(file).Length, "byte")}." + (run.Value(format) == "jsonl" ? $" Check it, here or anywhere: claviger audit verify {ShellText.Quote(file)} --public-key <key>" : ""));
            return ExitCode.Ok;
        });
    }
}
