using System.Diagnostics;
using System.Net;
using Claviger.Config;
using Claviger.IntegrationTests.Hosting;
using Claviger.IntegrationTests.Limits;
using Claviger.Serving;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Nodes;

/// <summary><c>claviger db move</c>: what was served from SQLite is served from PostgreSQL, and nobody goes on with the old file by mistake.</summary>
public sealed class A_store_is_moved
{
    [Fact]
    public async Task With_every_row_and_is_served_from_there()
    {
        using var target = TestStore.Shared();
        await using var old = await TestGateway.StartAsync(serverConfig: config => config with { Store = null });
        await old.LimitAsync(SpendLimits.Organization, "500");
        for (var i = 0; i < 20; i++)
        {
            using var message = await old.Http.SendAsync(old.Message("in=70; out=30"));
            Assert.Equal(HttpStatusCode.OK, message.StatusCode);
        }

        var (running, _, inUse) = await MoveAsync(old.Folder, target);
        Assert.Equal(1, running);
        Assert.Contains("in use by another claviger process", inUse, StringComparison.Ordinal);
        await old.Server.DisposeAsync();

        var (exit, output, said) = await MoveAsync(old.Folder, target);
        Assert.True(exit == 0, said);
        Assert.Contains("the same on both sides", said, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^usage +20 rows", output);
        Assert.Equal(1, (await MoveAsync(old.Folder, target)).Exit); // there is nothing to move any more
        await Assert.ThrowsAsync<Storage.StorageException>(() => ServeAsync(old, store: null));

        await using var server = await ServeAsync(old, target.Address);
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        using (var answer = await http.SendAsync(old.Message("in=70; out=30"))) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await server.Journal.FlushedAsync(CancellationToken.None);
        using var store = target.Open();
        Assert.Equal(21, store.QuerySingle<long>("SELECT COUNT(*) FROM usage"));
        Assert.Equal(old.Simulator.Bill.Total.Nanos, store.QuerySingle<long>("SELECT SUM(cost_nanos)::bigint FROM usage"));
        Assert.Equal(old.Simulator.Bill.Total.Nanos, store.QuerySingle<long>("SELECT SUM(posted_nanos)::bigint FROM limit_shares")); // the share goes on where it stood
        Assert.Equal(1, store.QuerySingle<long>("SELECT COUNT(*) FROM ledger_nodes")); // under its new name, not beside itself
        var (verified, differences) = await AdminAsync(http, old.AdminKey, HttpMethod.Get, "ledger/verify");
        Assert.Equal(HttpStatusCode.OK, verified);
        Assert.Contains("\"differences\":[]", differences, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AdminAsync(http, old.AdminKey, HttpMethod.Post, "workspaces", """{"name":"New","environment":"development"}""")).Status); // numbers go on above those that came
    }

    /// <summary>S18: alerts, rotation, environments and all: the file that made it finds nothing to change.</summary>
    [Fact]
    public async Task With_all_that_a_file_says()
    {
        using var target = TestStore.Shared();
        await using var old = await TestGateway.EmptyAsync(config => config with { Store = null });
        var home = Directory.CreateTempSubdirectory("claviger-move-").FullName;
        var file = TestCli.File("examples", "seed.org.yaml");
        var (applied, _, fault) = await old.CliAsync(TimeProvider.System, home, "apply", file, "--yes", "--secrets-to", Path.Combine(home, "secrets.json"));
        Assert.True(applied == 0, fault);
        await old.CliAsync(TimeProvider.System, home, "alerts", "channels", "test", "admins"); // fails, and is remembered
        await old.CliAsync(TimeProvider.System, home, "checklist", "--record");
        await old.Server.DisposeAsync();
        var (exit, output, said) = await MoveAsync(old.Folder, target);
        Assert.True(exit == 0, said);
        Assert.Matches("(?m)^alert_rules +[1-9]", output);
        Assert.Matches("(?m)^rotation_policies +[1-9]", output);
        Assert.Matches("(?m)^checklist_runs +[1-9]", output);

        await using var server = await ServeAsync(old, target.Address);
        var (plan, differences, _) = await TestCli.RunAsync(server.Url, old.AdminKey, TimeProvider.System, home, "plan", file);
        Assert.True(plan == 0, differences);
    }

    [Fact]
    public async Task Into_an_empty_one_only()
    {
        using var target = TestStore.Shared();
        await using var old = await TestGateway.StartAsync(serverConfig: config => config with { Store = null });
        await old.Server.DisposeAsync();
        await using (Storage.Database.OpenPostgres(target.Address!, TimeProvider.System))
        {
            using var store = target.Open();
            store.Execute("INSERT INTO models (id) VALUES ('somebody-elses')");
        }

        var (exit, _, said) = await MoveAsync(old.Folder, target);

        Assert.Equal(1, exit);
        Assert.Contains("the target is not empty: table models has rows", said, StringComparison.Ordinal);
        using var after = target.Open();
        Assert.Equal((0, 1), (after.QuerySingle<long>("SELECT COUNT(*) FROM organizations"), after.QuerySingle<long>("SELECT COUNT(*) FROM models")));
        Assert.True(File.Exists(Path.Combine(old.Folder, "claviger.db")));
    }

    private static Task<ClavigerServer> ServeAsync(TestGateway old, string? store) => ClavigerServer.StartAsync(
        new ServerConfig { Listen = new IPEndPoint(IPAddress.Loopback, 0), DataFolder = old.Folder, Store = store, UpstreamUrl = old.Simulator.Address, ShutdownTimeout = TimeSpan.FromSeconds(2) },
        TimeProvider.System, _ => { }, CancellationToken.None);

    private static async Task<(HttpStatusCode Status, string Text)> AdminAsync(HttpClient http, string key, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, "/v1/organizations/" + path);
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("anthropic-version", "2026-10-21");
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The real executable, as an operator runs it.</summary>
    private static async Task<(int Exit, string Output, string Error)> MoveAsync(string folder, TestStore target)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "claviger"), ["db", "move", "--to", target.Address!]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["CLAVIGER_DATA_FOLDER"] = folder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }
}
