using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>
/// R1, R2, R3, I1-I3, I5: the real executable dies in the middle of its work, again and again, with caps at four levels. <c>CLAVIGER_KILLS</c> sets how often.
/// </summary>
public sealed class Kill_9_loses_nothing : IAsyncLifetime
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("CLAVIGER_KILLS"), out var kills) ? kills : 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-kill-").FullName;
    private SimulatorServer _simulator = null!;

    public async ValueTask InitializeAsync() => _simulator = await SimulatorServer.StartAsync(new SimulatorOptions { BillEntriesKept = 200_000 });

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_was_answered_is_booked_once_at_its_cost_and_what_ran_is_unresolved_above_it()
    {
        var answered = new ConcurrentDictionary<string, string>(); // our request id to upstream's, of answers that came whole
        var server = await ServeProcess.StartAsync(_folder, _simulator.Address, first: true);
        try
        {
            var key = await CreateKeyAsync(server, withCaps: true);
            for (var kill = 0; kill < Kills; kill++)
            {
                var killed = new CancellationTokenSource();
                var enough = new TaskCompletionSource();
                var wanted = answered.Count + 1 + kill * 37 % 60; // other moments each time, made by work, not by a clock
                var (url, round) = (server.Url, kill);
                var load = Enumerable.Range(0, 8).Select(worker => Task.Run(() => LoadAsync(url, key, worker + round, answered, () => { if (answered.Count >= wanted) enough.TrySetResult(); }, killed.Token))).ToList();
                await enough.Task;
                await server.KillAsync();
                await killed.CancelAsync();
                await Task.WhenAll(load);
                await _simulator.WhenIdleAsync();
                server.Dispose();
                server = await ServeProcess.StartAsync(_folder, _simulator.Address, first: false);
                await CheckAsync(answered);
            }
        }
        finally
        {
            server.Dispose();
        }
    }

    [Fact]
    public async Task A_clean_stop_lets_streams_end_and_leaves_nothing_unresolved()
    {
        using var server = await ServeProcess.StartAsync(_folder, _simulator.Address, first: true);
        var key = await CreateKeyAsync(server);
        using var client = await RawConnection.OpenAsync(server.Url);
        await client.SendAsync(RawRequest.Message(key, RawRequest.HelloStream, "x-sim: out=400; event-delay-ms=20"));
        var head = await client.ReadHeadAsync();
        await client.ReadEventsAsync(2);
        var stopping = server.TerminateAsync();
        var rest = await client.ReadRestAsync(head);

        Assert.Equal(0, await stopping);
        Assert.True(rest.IsWhole);
        Assert.EndsWith("data: {\"type\":\"message_stop\"}\n\n", rest.Text, StringComparison.Ordinal);
        using var again = await ServeProcess.StartAsync(_folder, _simulator.Address, first: false);
        Assert.Equal((0, 0), again.Recovered);
        var row = Assert.Single(await RowsAsync()).Value;
        Assert.Equal(((long)UsageOutcome.Completed, _simulator.Bill.Total.Nanos), row);
    }

    private async Task CheckAsync(ConcurrentDictionary<string, string> answered)
    {
        var rows = await RowsAsync();
        var bill = _simulator.Bill.Entries.ToDictionary(entry => entry.RequestId, entry => entry.Amount.Nanos);
        foreach (var (ours, theirs) in answered)
        {
            Assert.True(rows.TryGetValue(ours, out var row), $"{ours} was answered and is not in the books");
            Assert.Equal(((long)UsageOutcome.Completed, bill[theirs]), row);
        }

        Assert.All(rows.Values, row => Assert.Contains((UsageOutcome)row.Outcome, new[] { UsageOutcome.Completed, UsageOutcome.Unresolved }));
        Assert.True(rows.Count >= _simulator.Bill.RequestsTo(Claviger.Simulator.Billing.PathKind.Messages), "a request reached upstream and is not in the books");
        var exact = rows.Values.Where(row => row.Outcome == (long)UsageOutcome.Completed).Sum(row => row.Cost);
        Assert.True(exact <= _simulator.Bill.Total.Nanos, "something was booked twice");
        Assert.True(rows.Values.Sum(row => row.Cost) >= _simulator.Bill.Total.Nanos, "the books are below the bill");
        await CheckCapsAsync(rows.Values.Sum(row => row.Cost));
    }

    /// <summary>Nothing was passed, nothing leased is left of the process that died, and what is posted is the sum of the rows, unresolved ones included.</summary>
    private async Task CheckCapsAsync(long booked)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "claviger.db")};Mode=ReadOnly;Pooling=False");
        var shares = (await connection.QueryAsync<(long Cap, long Posted, long Leased)>(
            """
            SELECT l.amount_nanos, SUM(s.posted_nanos), SUM(s.leased_nanos) FROM limit_shares s JOIN spend_limits l ON l.number = s.limit_number
            GROUP BY l.number, s.period_start_ms
            """)).ToList();
        Assert.Equal(4, shares.Count);
        Assert.All(shares, share => Assert.True(share.Posted + share.Leased <= share.Cap, $"{share.Posted} posted and {share.Leased} leased of {share.Cap}"));
        Assert.All(shares, share => Assert.Equal((booked, 0L), (share.Posted, share.Leased)));
    }

    private static async Task LoadAsync(string url, string key, int worker, ConcurrentDictionary<string, string> answered, Action progress, CancellationToken killed)
    {
        string[] scripts = ["in=7; out=3", "out=90; chunk=40", "in=1200; out=45; read=900; w5=100", "size=60000; out=200"];
        try
        {
            using var client = await RawConnection.OpenAsync(url);
            for (var i = worker; !killed.IsCancellationRequested; i++)
            {
                await client.SendAsync(RawRequest.Message(key, i % 3 == 0 ? RawRequest.Hello : RawRequest.HelloStream, "x-sim: " + scripts[i % scripts.Length]));
                if (await client.TryReadHeadAsync() is not { } head) return;
                var answer = await client.ReadRestAsync(head);
                if (!answer.IsWhole) return;
                Assert.Equal(200, answer.Status);
                answered[head.One("claviger-request-id")!] = head.One("request-id")!;
                progress();
            }
        }
        catch (Exception error) when (error is SocketException or InvalidDataException or FormatException or ArgumentOutOfRangeException)
        {
            // Died under our hands, maybe within a line.
        }
    }

    private static async Task<string> CreateKeyAsync(ServeProcess server, bool withCaps = false)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        http.DefaultRequestHeaders.Add("x-api-key", server.AdminKey);
        http.DefaultRequestHeaders.Add("anthropic-version", "2026-10-21");
        async Task<JsonElement> PostAsync(string path, object body)
        {
            using var content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/v1/organizations/" + path, content);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync());
        }

        var workspace = await PostAsync("workspaces", new { name = "Production", environment = "production" });
        var key = await PostAsync("api_keys", new { workspace_id = workspace.GetProperty("id").GetString(), service = "backend" });
        if (withCaps)
        {
            var id = key.GetProperty("api_key").GetProperty("id").GetString();
            var owner = key.GetProperty("api_key").GetProperty("owner").GetProperty("id").GetString();
            // Far away: what ran when it died counts at its worst case, kill after kill, and must not end the load.
            await PostAsync("spend_limits", new { scope = new { type = "api_key", api_key_id = id }, amount = "10000000", period = "lifetime" });
            await PostAsync("spend_limits", new { scope = new { type = "user", user_id = owner }, amount = "20000000", period = "lifetime" });
            await PostAsync("spend_limits", new { scope = new { type = "workspace", workspace_id = workspace.GetProperty("id").GetString() }, amount = "30000000", period = "lifetime" });
            await PostAsync("spend_limits", new { scope = new { type = "organization" }, amount = "40000000", period = "lifetime" });
        }

        return key.GetProperty("secret").GetString()!;
    }

    /// <summary>By request id; the table's own key says that each is there once.</summary>
    private async Task<Dictionary<string, (long Outcome, long Cost)>> RowsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "claviger.db")};Mode=ReadOnly;Pooling=False");
        var rows = await connection.QueryAsync<(byte[] Id, long Outcome, long Cost)>("SELECT request_id, outcome, cost_nanos FROM usage");
        return rows.ToDictionary(row => RequestIds.Text(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(row.Id)), row => (row.Outcome, row.Cost));
    }
}
