using System.CommandLine;
using System.Net;
using Claviger.Cli;
using Claviger.Config;
using Claviger.Demo.Month;
using Claviger.Serving;
using Claviger.Simulator;
using Claviger.Storage;

namespace Claviger.Demo;

/// <summary><c>claviger demo</c>, which <c>./run</c> starts: an organization to look at, on an empty machine, with no account and no cost.</summary>
internal static class DemoCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = _ => 4141, HelpName = "port" };
        var upstream = new Option<string>("--upstream") { Description = "simulator, or anthropic (needs ANTHROPIC_API_KEY; costs money)", DefaultValueFactory = _ => "simulator", HelpName = "name" };
        upstream.AcceptOnlyFromAmong("simulator", "anthropic");
        var data = new Option<string?>("--data") { Description = "Keep everything in this new folder; otherwise it is gone at the end", HelpName = "folder" };
        var empty = new Option<bool>("--empty") { Description = "Begin with what a fresh install has, without the invented month" };
        var smoke = new Option<bool>("--smoke") { Description = "Send one plain and one streamed message by the official C# SDK, compare the books with the bill, and stop" };
        var caps = new Option<bool>("--cap-demo") { Description = "Send many requests at once against spend limits, show that none is passed, and stop" };
        var command = new CliCommand("demo", "Try Claviger: an example organization with a month behind it, and live traffic against a simulator")
        {
            Group = CommandGroup.Run,
            Examples =
            [
                new("Look around", "claviger demo"),
                new("Begin with nothing", "claviger demo --empty"),
                new("See spend limits hold", "claviger demo --cap-demo"),
                new("The same against the real API", "ANTHROPIC_API_KEY=sk-ant-... claviger demo --upstream anthropic"),
            ],
            Options = { port, upstream, data, empty, smoke, caps },
        };
        command.SetAction((parse, ct) => RunAsync(
            environment, parse.GetValue(smoke) || parse.GetValue(caps) ? 0 : parse.GetValue(port), parse.GetValue(upstream) == "anthropic", parse.GetValue(data),
            parse.GetValue(smoke) ? What.Smoke : parse.GetValue(caps) ? What.Caps : parse.GetValue(empty) ? What.Empty : What.Show, ct));
        return command;
    }

    private enum What
    {
        Show,
        Empty,
        Smoke,
        Caps,
    }

    private static async Task<int> RunAsync(CliEnvironment environment, int port, bool real, string? data, What what, CancellationToken ct)
    {
        if (what is What.Smoke or What.Caps && real) return Fail(environment, "--smoke and --cap-demo compare the books with the simulator's bill: leave --upstream out", ExitCode.Usage);
        if (data is not null && Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
            return Fail(environment, $"{data} is not empty: give a new folder, or run that one with claviger serve", ExitCode.Usage);
        var folder = data ?? Directory.CreateTempSubdirectory("claviger-demo-").FullName;
        // With real money the books hold what was really spent, and nothing invented.
        var withMonth = what == What.Show && !real;
        SocketScheduling.Choose(inline: false); // one request at a time is what a demo sees
        try
        {
            await using var simulator = real ? null : await SimulatorServer.StartAsync(new SimulatorOptions { Clock = environment.Time }, ct);
            // No file and no settings of the environment: a real configuration in this folder is not the demo's.
            var config = new ServerConfig
            {
                Listen = new IPEndPoint(IPAddress.Loopback, port),
                DataFolder = folder,
                OrganizationName = withMonth ? "Example Company (demo data)" : "Example Company",
                AdministratorEmail = "admin@example.com",
                UpstreamUrl = simulator?.Address ?? new Uri("https://api.anthropic.com"),
                UpstreamApiKey = real ? ConfigReader.UpstreamKeyOf(environment.Variable) : SimulatorOptions.DefaultUpstreamKey,
                ShutdownTimeout = TimeSpan.FromSeconds(5),
                InlineScheduling = false,
            };
            if (withMonth) ClavigerServer.RefuseTakenPort(config.Listen); // at once, and not after a month
            var month = withMonth ? await MonthSeed.WriteAsync(config, environment.Time.GetUtcNow(), ServerLog.Quiet, ct) : null;
            await using var server = await ClavigerServer.StartAsync(config, environment.Time, ServerLog.Quiet, ct);
            if (month is not null) return await Show.RunAsync(environment, server, month.AdminKey, new ExampleOrganization(month.Keys), withTraffic: true, isInvented: true, ct);
            if (what == What.Empty) return await Show.RunAsync(environment, server, server.NewAdminKey!, null, withTraffic: false, isInvented: false, ct);
            var organization = await ExampleOrganization.CreateAsync(server, ct);
            return what switch
            {
                What.Smoke => await Smoke.RunAsync(environment, server, simulator!, organization, ct),
                What.Caps => await CapDemo.RunAsync(environment, server, simulator!, ct),
                _ => await Show.RunAsync(environment, server, server.NewAdminKey!, organization, withTraffic: !real, isInvented: false, ct),
            };
        }
        catch (ConfigException error)
        {
            return Fail(environment, error.Message, ExitCode.Usage);
        }
        catch (StorageException error)
        {
            return Fail(environment, error.Message, ExitCode.Refused);
        }
        finally
        {
            if (data is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static int Fail(CliEnvironment environment, string message, int code)
    {
        environment.Error.WriteLine($"error: {message}");
        return code;
    }
}
