using System.CommandLine;
using Claviger.Cli;
using Claviger.Serving;
using Claviger.Simulator;
using Claviger.Simulator.Organizations;

namespace Claviger.Simulate;

/// <summary><c>claviger simulate</c>: the simulator by itself, as an upstream for trials and measurements.</summary>
internal static class SimulateCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = _ => 4142, HelpName = "port" };
        var inline = new Option<bool>("--inline-scheduling") { Description = "Run handlers on the socket threads (for measurements)" };
        var organization = new Option<FileInfo>("--organization") { Description = "Show this recorded organization (JSON) by the Admin API; changes stay in memory", HelpName = "file" };
        var command = new CliCommand("simulate", "Run a stand-in for Anthropic's API that costs nothing")
        {
            Group = CommandGroup.Run,
            Remark = $"Give a server http://127.0.0.1:PORT as upstream.url and {SimulatorOptions.DefaultUpstreamKey} as its key. Its bill is at /_sim/bill.",
            Examples = [new("Start it", "claviger simulate --port 4142")],
            Options = { port, inline, organization },
        };
        command.SetAction(async (parse, ct) =>
        {
            var recorded = parse.GetValue(organization) is { } file ? Recorded(file) : null;
            SocketScheduling.Choose(parse.GetValue(inline));
            await using var simulator = await SimulatorServer.StartAsync(
                new SimulatorOptions { Port = parse.GetValue(port), InlineScheduling = parse.GetValue(inline), Clock = environment.Time, Organization = recorded }, ct);
            environment.Error.WriteLine($"simulator at {simulator.Address.GetLeftPart(UriPartial.Authority)}, key {SimulatorOptions.DefaultUpstreamKey}");
            await UntilStopped.WaitAsync(ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static RecordedOrganization Recorded(FileInfo file)
    {
        try
        {
            return RecordedOrganization.Read(File.ReadAllBytes(file.FullName));
        }
        catch (FormatException fault)
        {
            throw new CliException(ExitCode.Usage, $"{file.Name}: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NotFound, $"--organization: {fault.Message}", "It takes a file of a recorded organization (JSON)");
        }
    }
}
