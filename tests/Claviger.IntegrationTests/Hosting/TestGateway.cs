using System.Net;
using System.Text;
using System.Text.Json;
using Claviger.Config;
using Claviger.Control.Keys;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.OpenApi;
using Claviger.Serving;
using Claviger.Simulator;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>
/// A whole Claviger over a simulator, in this process, on free loopback ports, in a folder of its own. Two workspaces with a key each,
/// so that every test can look across the wall between them.
/// </summary>
public sealed class TestGateway : IAsyncDisposable
{
    private readonly ServerConfig _config;
    private readonly TimeProvider _clock;

    private TestGateway(SimulatorServer simulator, ClavigerServer server, ServerConfig config, TimeProvider clock, TestStore store)
    {
        (Simulator, Server, _config, _clock, Store) = (simulator, server, config, clock, store);
        AdminKey = server.NewAdminKey!;
        Http = Connect();
    }

    public SimulatorServer Simulator { get; }
    public ClavigerServer Server { get; private set; }
    public string Folder => _config.DataFolder;
    public TestStore Store { get; }
    public HttpClient Http { get; private set; }
    public string Url => Server.Url;

    /// <summary>Of workspace Production, service backend.</summary>
    public CreatedApiKeyView Key { get; private set; } = null!;

    /// <summary>Of workspace Staging: another tenant as far as objects go.</summary>
    public CreatedApiKeyView OtherKey { get; private set; } = null!;

    public string AdminKey { get; }

    public static async Task<TestGateway> StartAsync(
        Func<SimulatorOptions, SimulatorOptions>? simulatorOptions = null, Func<ServerConfig, ServerConfig>? serverConfig = null, TimeProvider? clock = null)
    {
        var gateway = await EmptyAsync(serverConfig, clock, simulatorOptions);
        gateway.Key = await gateway.CreateKeyAsync("Production", "production", "backend");
        gateway.OtherKey = await gateway.CreateKeyAsync("Staging", "staging", "all");
        return gateway;
    }

    /// <summary>As a first start leaves it: no workspace of its own, no key.</summary>
    public static async Task<TestGateway> EmptyAsync(
        Func<ServerConfig, ServerConfig>? serverConfig = null, TimeProvider? clock = null, Func<SimulatorOptions, SimulatorOptions>? simulatorOptions = null)
    {
        clock ??= TimeProvider.System;
        var simulator = await SimulatorServer.StartAsync((simulatorOptions ?? (options => options))(new SimulatorOptions { Clock = clock }));
        var folder = Directory.CreateTempSubdirectory("claviger-test-").FullName;
        var store = TestStore.In(folder);
        var config = (serverConfig ?? (own => own))(new ServerConfig
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            DataFolder = folder,
            Store = store.Address,
            UpstreamUrl = simulator.Address,
            UpstreamApiKey = SimulatorOptions.DefaultUpstreamKey,
            ShutdownTimeout = TimeSpan.FromSeconds(2),
        });
        return new TestGateway(simulator, await ServeAsync(config, clock), config, clock, store);
    }

    /// <summary>Stops the server and starts it again on its folder, at another port.</summary>
    public async Task RestartAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Server = await ServeAsync(_config, _clock);
        Http = Connect();
    }

    private static Task<ClavigerServer> ServeAsync(ServerConfig config, TimeProvider clock) =>
        ClavigerServer.StartAsync(config, clock, logging => logging.SetMinimumLevel(LogLevel.None), CancellationToken.None);

    private HttpClient Connect() => new(new DocumentedAnswers(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { BaseAddress = new Uri(Server.Url) };

    /// <summary>Makes the workspace too, if there is none of that name.</summary>
    public async Task<CreatedApiKeyView> CreateKeyAsync(string workspaceName, string environment, string service, Func<CreateApiKeyRequest, CreateApiKeyRequest>? with = null)
    {
        var workspace = Server.Policy.Current.Workspaces.FirstOrDefault(known => known.Name == workspaceName)?.Id.Value
            ?? Done(await Server.Service<CreateWorkspace>().RunAsync(Server.SystemActor, new CreateWorkspaceRequest(workspaceName, environment), CancellationToken.None)).Id;
        return Done(await Server.Service<CreateKey>().RunAsync(
            Server.SystemActor, (with ?? (request => request))(new CreateApiKeyRequest(workspace, Service: service)), CancellationToken.None));
    }

    /// <summary>A Messages request; <paramref name="script"/> goes to the simulator by its header.</summary>
    public HttpRequestMessage Message(string? script = null, bool stream = false, string? key = null, string? body = null, string model = "claude-haiku-4-5")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
        {
            Content = new StringContent(
                body ?? $$"""{"model":"{{model}}","max_tokens":1024,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""",
                Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", key ?? Key.Secret);
        request.Headers.Add("anthropic-version", "2023-06-01");
        if (script is not null) request.Headers.Add("x-sim", script);
        return request;
    }

    /// <summary>An Admin API call with the first admin key.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AdminAsync(HttpMethod method, string path, object? body = null, string? key = null, string version = "2026-10-21")
    {
        using var request = new HttpRequestMessage(method, "/v1/organizations" + path);
        request.Headers.Add("x-api-key", key ?? AdminKey);
        request.Headers.Add("anthropic-version", version);
        if (body is not null) request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>All rows of the books, in order of admission, after everything posted so far is in them.</summary>
    public async Task<IReadOnlyList<UsageRow>> RowsAsync()
    {
        await Server.Journal.FlushedAsync(CancellationToken.None);
        await using var connection = Store.Open();
        return (await connection.QueryAsync<UsageRow>(
            """
            SELECT u.at_ms AS AtMs, u.workspace AS Workspace, u.key AS Key, m.id AS Model, u.outcome AS Outcome, u.status AS Status, u.input AS Input,
                   u.cache_write5m AS CacheWrite5m, u.cache_write1h AS CacheWrite1h, u.cache_read AS CacheRead, u.output AS Output,
                   u.web_search AS WebSearch, u.cost_nanos AS CostNanos
            FROM usage u LEFT JOIN models m ON m.number = u.model ORDER BY u.request_id
            """)).ToList();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        await Simulator.DisposeAsync();
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static T Done<T>(Outcome<T> outcome) where T : class => outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
}

/// <summary>A row of the books, as a test compares it.</summary>
public sealed record UsageRow
{
    public long AtMs { get; init; }
    public int Workspace { get; init; }
    public int Key { get; init; }
    public string? Model { get; init; }
    public UsageOutcome Outcome { get; init; }
    public int Status { get; init; }
    public long Input { get; init; }
    public long CacheWrite5m { get; init; }
    public long CacheWrite1h { get; init; }
    public long CacheRead { get; init; }
    public long Output { get; init; }
    public long WebSearch { get; init; }
    public long CostNanos { get; init; }
}
