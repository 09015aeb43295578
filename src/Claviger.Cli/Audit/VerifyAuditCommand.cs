using System.CommandLine;
using System.Text.Json.Nodes;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Audit;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit verify</c>: offline from a file; without one it takes an export from the server and checks that.</summary>
internal static class VerifyAuditCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var file = new Argument<string?>("export") { Description = "A file of claviger audit export; left out: export from the server now", Arity = ArgumentArity.ZeroOrOne };
        var key = AuditKeyOption.Build();
        var kept = new Option<string[]>("--checkpoint") { Description = "A file of checkpoints that you kept; may be repeated", HelpName = "file" };
        return new CliCommand("verify", "Prove that no entry was changed, removed, added or moved")
        {
            Arguments = { file },
            Options = { key, kept },
            Remark = "With a file it speaks to no server, and trusts the key and your checkpoints only. It names the first entry that is wrong and exits with 1. Checkpoints that you kept are what finds a log that was cut or rewritten together with its signatures.",
            Examples =
            [
                new("Offline", "claviger audit verify audit.jsonl --public-key audit.pub --checkpoint checkpoints.txt"),
                new("What the server has now, every night", "claviger audit verify --public-key audit.pub --checkpoint checkpoints.txt -q || echo 'the audit log is broken'"),
            ],
        }.Does(environment, async run =>
        {
            var notes = (run.Value(kept) ?? []).SelectMany(Notes).ToList();
            return run.Optional(file) is { } path ? Offline(run, path, run.Value(key), notes) : await OnlineAsync(run, run.Value(key), notes);
        });
    }

    private static int Offline(CliRun run, string path, string? key, List<KeptCheckpoint> kept)
    {
        if (key is null) throw new CliException(ExitCode.Usage, "an export is checked against a public key that you know: give it with --public-key", "The key inside the file proves nothing: whoever changed the file could have changed it too.");
        if (!File.Exists(path)) throw new CliException(ExitCode.Usage, $"there is no file {path}");
        using var stream = File.OpenRead(path);
        return Print(run, ExportVerifier.Verify(stream, AuditKeyOption.Read(key), kept), kept.Count);
    }

    private static async Task<int> OnlineAsync(CliRun run, string? key, List<KeptCheckpoint> kept)
    {
        using var client = run.Connect();
        var verifier = await AuditKeyOption.ReadOrAskAsync(run, key, client);
        var aside = Path.GetTempFileName();
        try
        {
            await using var stream = new FileStream(aside, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            await client.DownloadAsync("audit_log/export", new Query(), stream);
            stream.Position = 0;
            return Print(run, ExportVerifier.Verify(stream, verifier, kept), kept.Count);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static IEnumerable<KeptCheckpoint> Notes(string file) => File.Exists(file)
        ? KeptCheckpoint.All(file, File.ReadAllText(file))
        : throw new CliException(ExitCode.Usage, $"there is no file {file}");

    private static int Print(CliRun run, ExportVerdict verdict, int kept)
    {
        var exit = verdict.Holds ? ExitCode.Ok : ExitCode.Refused;
        if (run.IsJson)
        {
            run.Out.Raw(JsonText.Pretty(Json(verdict)));
            return exit;
        }

        if (!verdict.Holds)
        {
            var fault = verdict.Fault!;
            run.Out.Parts(new Cell("NOT VALID  ", Tone.Bad), new Cell(fault.Message));
            if (fault.From is { } from) run.Out.Parts(new Cell("First bad  ", Tone.Faint), new Cell(fault.IsExact ? $"entry {from}" : $"among entries {from} to {fault.To}"));
            if (fault.From is > 1 and var first && first - 1 >= (verdict.Header?.First ?? 1)) run.Out.Parts(new Cell("Good until ", Tone.Faint), new Cell($"entry {first - 1}"));
            if (fault.From is not null) run.Note("Keep this file and what you compared it with: they are the evidence.");
            return exit;
        }

        var fields = new FieldTable();
        fields.Add("Valid", new Cell($"{verdict.Entries:N0} {(verdict.Entries == 1 ? "entry" : "entries")}, {verdict.Header!.First} to {verdict.Header.Last}", Tone.Good));
        fields.Add("Log", verdict.Header.Origin);
        fields.AddSome("Newest entry", verdict.LastAt);
        fields.Add("Signatures", $"{CountText.With(verdict.Checkpoints, "checkpoint")} in the export, each over what stands before it");
        fields.Add("Kept elsewhere", kept == 0 ? new Cell("none given: a log that was cut or rewritten by whoever holds the signing key would pass", Tone.Caution) : new Cell($"{CountText.With(verdict.Kept, "checkpoint")}, all extended by this log"));
        fields.Print(run.Out);
        return exit;
    }

    private static JsonObject Json(ExportVerdict verdict) => new()
    {
        ["valid"] = verdict.Holds,
        ["entries"] = verdict.Entries,
        ["first"] = verdict.Header?.First,
        ["last"] = verdict.Header?.Last,
        ["origin"] = verdict.Header?.Origin,
        ["checkpoints_in_export"] = verdict.Checkpoints,
        ["checkpoints_kept"] = verdict.Kept,
        ["fault"] = verdict.Fault is { } fault ? new JsonObject { ["first_bad"] = fault.From, ["first_bad_at_most"] = fault.To, ["message"] = fault.Message } : null,
    };
}
