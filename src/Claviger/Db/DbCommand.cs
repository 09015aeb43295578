using Claviger.Cli;

namespace Claviger.Db;

/// <summary><c>claviger db</c>: works on the store itself, beside a server and never through one.</summary>
internal static class DbCommand
{
    public static CliCommand Build(CliEnvironment environment) => new("db", "The store itself, while nothing serves it")
    {
        Group = CommandGroup.Run,
        Subcommands = { MoveCommand.Build(environment) },
    };
}
