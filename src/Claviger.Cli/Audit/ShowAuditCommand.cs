using System.CommandLine;
using System.Text.Json;
using Claviger.Cli.Output;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit show</c>: one entry, and whether its proof holds. The proof is checked here, not by the server.</summary>
internal static class ShowAuditCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = new Argument<long>("number") { Description = "Number of the entry" };
        var key = AuditKeyOption.Build();
        return new CliCommand("show", "Show one entry and check its proof")
        {
            Arguments = { which },
            Options = { key },
            Remark = "Exits with 1 when the proof fails: then the entry is not what was signed.",
            Examples = [new("What was entry 42", "claviger audit show 42")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var answer = await client.GetAsync<AuditProofView>($"audit_log/{run.Value(which)}");
            var verifier = await AuditKeyOption.ReadOrAskAsync(run, run.Value(key), client);
            var fault = FaultIn(answer.Value, verifier);
            if (run.IsJson)
            {
                run.PrintJson(answer);
                return fault is null ? ExitCode.Ok : ExitCode.Refused;
            }

            Print(run, answer.Value);
            if (fault is null) run.Note($"The proof holds: it is entry {answer.Value.Entry.Sequence} of {answer.Value.TreeSize} that were signed.", Tone.Good);
            else run.Note($"The proof fails: {fault}.", Tone.Bad);
            return fault is null ? ExitCode.Ok : ExitCode.Refused;
        });
    }

    private static string? FaultIn(AuditProofView answer, CheckpointVerifier verifier)
    {
        byte[] leaf;
        List<byte[]> proof;
        try
        {
            leaf = Convert.FromBase64String(answer.Leaf);
            proof = answer.Proof.Select(Convert.FromBase64String).ToList();
        }
        catch (FormatException)
        {
            return "it is not base64";
        }

        if (verifier.Open(answer.Checkpoint, out var fault) is not { } checkpoint) return $"of the checkpoint, {fault}";
        var shown = JsonSerializer.Deserialize<AuditEntryView>(leaf, WireJson.Lenient);
        if (shown?.Sequence != answer.Entry.Sequence || answer.LeafIndex != answer.Entry.Sequence - 1) return "it is of another entry";
        return MerkleProof.Includes((ulong)answer.LeafIndex, (ulong)checkpoint.Size, MerkleHash.Leaf(leaf), proof, checkpoint.Root) ? null : "the entry is not among those that were signed";
    }

    private static void Print(CliRun run, AuditProofView answer)
    {
        // From the bytes that are proved, and not from what the server says beside them.
        var entry = JsonSerializer.Deserialize<AuditEntryView>(Convert.FromBase64String(answer.Leaf), WireJson.Lenient)!;
        var fields = new FieldTable();
        fields.Add("Number", CountText.Of(entry.Sequence, run.Out.IsTerminal));
        fields.Add("When", run.Times.Full(entry.At));
        fields.Add("What", entry.Type);
        fields.Add("Outcome", new Cell(entry.Outcome, entry.Outcome == "denied" ? Tone.Bad : Tone.Plain));
        fields.Add("By", entry.Actor.Id is { } id ? $"{id} ({entry.Actor.Type})" : entry.Actor.Type);
        fields.Add("Target", entry.Target);
        if (entry.Request is { } request)
        {
            fields.Add("Request", request.Id);
            fields.AddSome("From", request.IpAddress);
            fields.AddSome("With", request.UserAgent);
        }

        if (entry.Detail is { ValueKind: JsonValueKind.Object } detail)
            foreach (var field in detail.EnumerateObject()) fields.Add(field.Name, field.Value.ToString());
        fields.Print(run.Out);
    }
}
