using System.CommandLine;
using Claviger.Cli;
using Claviger.Config;
using Claviger.Storage;
using Claviger.Storage.Dialects;
using Claviger.Storage.Moving;

namespace Claviger.Db;

/// <summary><c>claviger db move</c>: from SQLite in the data folder to an empty PostgreSQL.</summary>
internal static class MoveCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var file = new Option<string?>("--config", "-c") { Description = $"Configuration file, for its data_folder; {ConfigReader.DefaultFile} in this folder if there is one", HelpName = "file" };
        var to = new Option<string>("--to") { Description = "Where the empty PostgreSQL is, as the setting store takes it; give its password by PGPASSWORD or PGPASSFILE", Required = true, HelpName = "address" };
        var command = new CliCommand("move", "Move a SQLite store into an empty PostgreSQL")
        {
            Remark = "Stop the server first. Every table is copied in one transaction, and compared by count and digest. The old file stays as claviger.db.moved.",
            Examples = [new("Move, then serve from it", "claviger db move --to postgres://claviger@db.example.internal:5432/claviger")],
            Options = { file, to },
        };
        command.SetAction((parse, _) => Task.FromResult(Run(environment, parse.GetValue(file), parse.GetValue(to)!)));
        return command;
    }

    private static int Run(CliEnvironment environment, string? file, string address)
    {
        try
        {
            if (!PostgresAddress.Is(address) || PostgresAddress.FaultIn(address) is not null)
            {
                environment.Error.WriteLine("error: --to: takes postgres://user@host:5432/database, or Host=…;Username=…;Database=…");
                return ExitCode.Usage;
            }

            using var folder = DataFolder.Open(ConfigReader.Read(file, environment.Variable).DataFolder);
            var tables = StoreMove.Run(folder, address, environment.Time);
            foreach (var table in tables) environment.Out.WriteLine($"{table.Name,-28} {table.Rows,12} rows  {table.Digest[..16]}");
            environment.Error.WriteLine($"moved to PostgreSQL at {PostgresAddress.Shown(address)}: {tables.Count} tables, {tables.Sum(table => table.Rows)} rows, the same on both sides. Set store, and start the server on the same data folder");
            return ExitCode.Ok;
        }
        catch (ConfigException error)
        {
            foreach (var fault in error.Faults) environment.Error.WriteLine($"error: {fault}");
            return ExitCode.Usage;
        }
        catch (StorageException error)
        {
            environment.Error.WriteLine($"error: {error.Message}");
            return ExitCode.Refused;
        }
    }
}
