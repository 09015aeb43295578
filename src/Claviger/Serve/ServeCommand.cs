using System.CommandLine;
using Claviger.Cli;
using Claviger.Config;
using Claviger.Serving;
using Claviger.Storage;
using Claviger.Storage.Dialects;

namespace Claviger.Serve;

/// <summary><c>claviger serve</c>: runs until it is told to stop.</summary>
internal static class ServeCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var file = new Option<string?>("--config", "-c") { Description = $"Configuration file; {ConfigReader.DefaultFile} in this folder if there is one", HelpName = "file" };
        var check = new Option<bool>("--check") { Description = "Check the configuration and stop" };
        var newAdminKey = new Option<bool>("--new-admin-key") { Description = "Make another admin key and print it once, for when the first is lost" };
        var signInLink = new Option<bool>("--sign-in-link") { Description = "Print a link that signs the administrator in to the console once, for when nobody can" };
        var command = new CliCommand("serve", "Run the server: data plane, Admin API and console on one address")
        {
            Group = CommandGroup.Run,
            Remark = "The first start on an empty data folder needs ANTHROPIC_API_KEY, seals it, and prints the first admin key and a link into the console once.",
            Examples =
            [
                new("Serve on this machine only", "claviger serve"),
                new("Check a configuration in CI", "claviger serve --config claviger.yaml --check"),
            ],
            Options = { file, check, newAdminKey, signInLink },
        };
        command.SetAction((parse, ct) => RunAsync(environment, parse.GetValue(file), parse.GetValue(check), parse.GetValue(newAdminKey), parse.GetValue(signInLink), ct));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, string? file, bool checkOnly, bool newAdminKey, bool signInLink, CancellationToken ct)
    {
        try
        {
            var config = ConfigReader.Read(file, environment.Variable) with { NewAdminKey = newAdminKey };
            if (checkOnly)
            {
                environment.Out.WriteLine("the configuration is good");
                return ExitCode.Ok;
            }

            SocketScheduling.Choose(config.InlineScheduling, overNetwork: config.Store is not null);
            await using var server = await ClavigerServer.StartAsync(config, environment.Time, ServerLog.Configure, ct);
            Greet(environment, config, server);
            // The first start, or whoever can start the program and asks: break glass.
            if (signInLink || server.NewAdminKey is not null) environment.Error.WriteLine($"console: {await ConsoleLink.OfAsync(server, ct)} (signs the administrator in once, within the hour)");
            await UntilStopped.WaitAsync(ct);
            environment.Error.WriteLine("stopping: no new requests are taken, running ones may end");
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

    private static void Greet(CliEnvironment environment, ServerConfig config, ClavigerServer server)
    {
        environment.Error.WriteLine($"claviger {CliRoot.Version} serves {server.Url}, upstream {config.UpstreamUrl.GetLeftPart(UriPartial.Authority)}, data in {(config.Store is { } store ? $"PostgreSQL at {PostgresAddress.Shown(store)} and " : "")}{Path.GetFullPath(config.DataFolder)}");
        if (server.Recovered is { Finished: > 0 } or { Unresolved: > 0 })
            environment.Error.WriteLine($"after a crash: {server.Recovered.Finished} finished requests were booked, {server.Recovered.Unresolved} that were running were posted at their worst case");
        if (server.NewAdminKey is not { } adminKey) return;
        environment.Error.WriteLine("Admin key, shown this once; keep it safe, then sign in with: claviger login");
        environment.Out.WriteLine(adminKey);
    }
}
