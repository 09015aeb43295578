using System.CommandLine;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit</c>: the table of contents.</summary>
internal static class AuditCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("audit", "The audit log: who changed what, and proof that nobody changed the log")
    {
        Group = CommandGroup.Organization,
        Remark = "Every change is an entry of a Merkle log, signed every second. Keep the public key and a few checkpoints elsewhere: with them an export proves itself, without the server.",
        Subcommands =
        {
            ListAuditCommand.Build(environment), ShowAuditCommand.Build(environment), ExportAuditCommand.Build(environment), VerifyAuditCommand.Build(environment),
            CheckpointCommand.Build(environment), ReviewCommand.Record(environment), ReviewCommand.List(environment), AuditStatusCommand.Build(environment),
        },
    };
}
