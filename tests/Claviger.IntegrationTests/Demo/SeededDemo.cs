using System.Net;
using System.Text.Json;
using Claviger.Config;
using Claviger.Demo.Month;
using Claviger.IntegrationTests.Hosting;
using Claviger.Serving;
using Claviger.Simulator;
using Xunit;

namespace Claviger.IntegrationTests.Demo;

/// <summary>The demo's month in a folder of its own, and a server over it that goes on from there.</summary>
public sealed class SeededDemo : IAsyncLifetime
{
    /// <summary>A Monday in the last third of a month, with prices.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-month-");
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("claviger-month-home-");
    private SimulatorServer _simulator = null!;

    internal SeededMonth Month { get; private set; } = null!;

    public ClavigerServer Server { get; private set; } = null!;

    public TimeProvider Clock { get; } = new LaterClock(Start);

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Clock = Clock });
        var config = ConfigOf(_folder.FullName, _simulator.Address);
        Month = await MonthSeed.WriteAsync(config, Start, ServerLog.Quiet, TestContext.Current.CancellationToken);
        Server = await ClavigerServer.StartAsync(config, Clock, ServerLog.Quiet, TestContext.Current.CancellationToken);
    }

    public static ServerConfig ConfigOf(string folder, Uri upstream) => new()
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        DataFolder = folder,
        OrganizationName = "Example Company (demo data)",
        UpstreamUrl = upstream,
        UpstreamApiKey = SimulatorOptions.DefaultUpstreamKey,
        ShutdownTimeout = TimeSpan.FromSeconds(2),
    };

    public Task<(int Exit, string Out, string Error)> CliAsync(params string[] args) => TestCli.RunAsync(Server.Url, Month.AdminKey, Clock, _home.FullName, args);

    public string File(string name) => Path.Combine(_home.FullName, name);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Server.Url + "/v1/organizations" + path) { Headers = { { "x-api-key", Month.AdminKey }, { "anthropic-version", "2026-10-21" } } };
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, path);
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
    }

    /// <summary>Names that a control of the checklist blames, each with what it says.</summary>
    public async Task<ILookup<string, string>> BlamedAsync(string control) =>
        (await GetAsync("/checklist")).GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("control_id").GetString() == control)
            .GetProperty("evidence").EnumerateArray().ToLookup(evidence => evidence.GetProperty("subject").GetProperty("name").GetString()!, evidence => evidence.GetProperty("text").GetString()!);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
        _home.Delete(recursive: true);
    }

    /// <summary>Real time, begun elsewhere.</summary>
    private sealed class LaterClock(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan _later = start - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _later;
    }
}
