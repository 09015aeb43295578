using System.CommandLine;

namespace Claviger.Cli.Scan;

/// <summary><c>claviger scan</c>: the checklist for what Claviger doesn't govern yet.</summary>
internal static class ScanCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("scan", "Judge an organization that Claviger doesn't govern, without changing anything")
    {
        Group = CommandGroup.Organization,
        Subcommands = { ScanAnthropicCommand.Build(environment) },
    };
}
