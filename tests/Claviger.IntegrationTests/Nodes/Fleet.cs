using System.Text;
using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Nodes;

/// <summary>Several real <c>claviger serve</c> on one PostgreSQL, each with a data folder of its own and all with one key file, over a simulator.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-fleet-").FullName;
    private readonly TestStore _store;
    private readonly (string, string)[] _settings;
    private string _adminKey = "";

    private Fleet(TestStore store, SimulatorServer simulator, (string, string)[] settings) => (_store, Simulator, _settings) = (store, simulator, settings);

    public SimulatorServer Simulator { get; }

    public List<ServeProcess> Nodes { get; } = [];

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Of workspace Production, service backend.</summary>
    public (string Id, string Secret, string Owner) Key { get; private set; }

    public string Workspace { get; private set; } = "";

    public static async Task<Fleet> StartAsync(int nodes, params (string Name, string Value)[] settings)
    {
        var fleet = new Fleet(TestStore.Shared(), await SimulatorServer.StartAsync(new SimulatorOptions { BillEntriesKept = 200_000 }), settings);
        for (var node = 0; node < nodes; node++) fleet.Nodes.Add(await fleet.ServeAsync(node));
        fleet._adminKey = fleet.Nodes[0].AdminKey!;
        fleet.Workspace = (await fleet.AdminAsync(0, HttpMethod.Post, "workspaces", new { name = "Production", environment = "production" })).GetProperty("id").GetString()!;
        fleet.Key = await fleet.CreateKeyAsync("backend");
        return fleet;
    }

    public async Task<(string Id, string Secret, string Owner)> CreateKeyAsync(string service)
    {
        var made = await AdminAsync(0, HttpMethod.Post, "api_keys", new { workspace_id = Workspace, service });
        var key = made.GetProperty("api_key");
        return (key.GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!, key.GetProperty("owner").GetProperty("id").GetString()!);
    }

    public Task LimitAsync(object scope, string cents, string period) => AdminAsync(0, HttpMethod.Post, "spend_limits", new { scope, amount = cents, period });

    public async Task<JsonElement> AdminAsync(int node, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{Nodes[node].Url}/v1/organizations/{path}");
        request.Headers.Add("x-api-key", _adminKey);
        request.Headers.Add("anthropic-version", "2026-10-21");
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Until every node enforces the newest change: a key is known elsewhere within a second, not at once.</summary>
    public async Task KnowAsync()
    {
        var newest = (await AdminAsync(0, HttpMethod.Get, "status")).GetProperty("change").GetInt64();
        for (var node = 0; node < Nodes.Count; node++)
            while ((await AdminAsync(node, HttpMethod.Get, "status")).GetProperty("snapshot_change").GetInt64() < newest) await Task.Yield();
    }

    public HttpRequestMessage Message(int node, string secret, string script, string? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Nodes[node].Url}/v1/messages")
        {
            Content = new StringContent(body ?? """{"model":"claude-haiku-4-5","max_tokens":1024,"messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", secret);
        request.Headers.Add("anthropic-version", "2023-06-01");
        request.Headers.Add("x-sim", script);
        return request;
    }

    /// <summary>kill -9, then a new start on the same folder.</summary>
    public async Task KillAndRestartAsync(int node)
    {
        await Nodes[node].KillAsync();
        Nodes[node].Dispose();
        Nodes[node] = await ServeAsync(node);
    }

    /// <summary>SIGTERM to all; each ends its requests, books them and gives its leases back.</summary>
    public async Task StopAsync()
    {
        foreach (var node in Nodes) Assert.Equal(0, await node.TerminateAsync());
    }

    /// <summary>Each limit in each period, over all nodes.</summary>
    public IReadOnlyList<(long Cap, long Posted, long Leased)> Shares()
    {
        using var connection = _store.Open();
        return connection.Query<(long, long, long)>(
            """
            SELECT l.amount_nanos, SUM(s.posted_nanos)::bigint, SUM(s.leased_nanos)::bigint FROM limit_shares s JOIN spend_limits l ON l.number = s.limit_number
            GROUP BY l.number, s.period_start_ms
            """).ToList();
    }

    public (long Rows, long Cost) Booked()
    {
        using var connection = _store.Open();
        return connection.QuerySingle<(long, long)>("SELECT COUNT(*), COALESCE(SUM(cost_nanos), 0)::bigint FROM usage");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var node in Nodes) node.Dispose();
        await Simulator.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<ServeProcess> ServeAsync(int node)
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, $"{node}")).FullName;
        return ServeProcess.StartAsync(home, Simulator.Address, first: node == 0 && Nodes.Count == 0,
            [.. _settings, ("CLAVIGER_STORE", _store.Address!), ("CLAVIGER_KEY_FILE", Path.Combine(_folder, "claviger.keys")), ("CLAVIGER_LIMITS_WAIT_SECONDS", "5"), ("CLAVIGER_TIMEOUTS_SHUTDOWN_SECONDS", "20")]);
    }
}
