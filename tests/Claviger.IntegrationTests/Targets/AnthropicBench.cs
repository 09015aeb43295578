using Claviger.Cli;
using Claviger.Simulator;
using Claviger.Simulator.Organizations;

namespace Claviger.IntegrationTests.Targets;

/// <summary>An organization at Anthropic, the command line, and a folder with a file in it.</summary>
internal sealed class AnthropicBench : IAsyncDisposable
{
    private readonly SimulatorServer _simulator;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-target-");

    private AnthropicBench(SimulatorServer simulator) => _simulator = simulator;

    public static async Task<AnthropicBench> StartAsync(RecordedOrganization? organization = null) =>
        new(await SimulatorServer.StartAsync(new SimulatorOptions { Organization = organization ?? SmallOrganization.Recorded(), RequestsRecorded = 10_000 }));

    public HurriedTime Time { get; } = new(SmallOrganization.Now);

    public string? Key { get; set; } = SimulatorOptions.DefaultUpstreamKey;

    /// <summary>Null: there is no terminal to ask on.</summary>
    public TextReader? Terminal { get; set; }

    /// <summary>What stands between the command line and Anthropic.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler> Between { get; set; } = handler => handler;

    public string File => Path.Combine(_folder.FullName, "org.yaml");

    /// <summary>Calls that change something, in their order.</summary>
    public List<string> Writes => [.. _simulator.Recorded.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Target}")];

    public async Task<string> ExportAsync()
    {
        System.IO.File.Delete(File);
        var (exit, _, error) = await RunAsync("scan", "anthropic", "--export", File);
        Xunit.Assert.True(exit == 0, error);
        return await System.IO.File.ReadAllTextAsync(File);
    }

    /// <summary>The organization as it is, with some words changed.</summary>
    public async Task ChangeAsync(params (string From, string To)[] words)
    {
        var text = await ExportAsync();
        foreach (var (from, to) in words)
        {
            Xunit.Assert.Contains(from, text);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        await System.IO.File.WriteAllTextAsync(File, text);
    }

    public Task<(int Exit, string Out, string Error)> PlanAsync(params string[] options) => RunAsync(["plan", File, "--target", "anthropic", .. options]);

    public Task<(int Exit, string Out, string Error)> ApplyAsync(params string[] options) => RunAsync(["apply", File, "--target", "anthropic", .. options]);

    public async Task<(int Exit, string Out, string Error)> RunAsync(params string[] args)
    {
        var (text, error) = (new StringWriter(), new StringWriter());
        var environment = CliEnvironment.OfThisProcess() with
        {
            Out = text, Error = error, In = Terminal ?? TextReader.Null, Time = Time, HomeFolder = _folder.FullName, Variable = name => name == "ANTHROPIC_ADMIN_KEY" ? Key : null,
            InIsTerminal = Terminal is not null, OutIsTerminal = false, ErrorIsTerminal = Terminal is not null, Ansi = false, Width = 100, Handler = () => Between(new SocketsHttpHandler()),
        };
        var exit = await CliRoot.RunAsync([.. args, "--base-url", _simulator.Address.GetLeftPart(UriPartial.Authority)], environment);
        if (Key is { } key) Xunit.Assert.DoesNotContain(key, text.ToString() + error);
        return (exit, text.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
