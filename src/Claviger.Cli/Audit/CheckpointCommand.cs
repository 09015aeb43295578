using System.CommandLine;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit checkpoint</c>: the signed note itself, so that it can be redirected into a file and kept.</summary>
internal static class CheckpointCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var key = new Option<bool>("--key") { Description = "Print the public key that opens checkpoints instead" };
        return new CliCommand("checkpoint", "Print the newest signed checkpoint, to be kept elsewhere")
        {
            Options = { key },
            Remark = "A checkpoint is how many entries the log has and the root over them, signed. One that you kept finds every later change of what it covers.",
            Examples =
            [
                new("Keep one each day, on another machine", "claviger audit checkpoint >> checkpoints.txt"),
                new("The public key, once", "claviger audit checkpoint --key > audit.pub"),
            ],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var publicKey = await client.GetAsync<AuditPublicKeyView>("audit_log/public_key");
            if (run.Value(key))
            {
                if (run.IsJson) return run.PrintJson(publicKey);
                run.Out.Raw(publicKey.Value.PublicKey);
                return ExitCode.Ok;
            }

            var checkpoint = await client.GetAsync<AuditCheckpointView>("audit_log/checkpoints/latest");
            if (run.IsJson) return run.PrintJson(checkpoint);
            run.Out.Raw(checkpoint.Value.Checkpoint); // and the empty line that parts it from the next
            run.Note($"Public key: {publicKey.Value.PublicKey}");
            return ExitCode.Ok;
        });
    }
}
