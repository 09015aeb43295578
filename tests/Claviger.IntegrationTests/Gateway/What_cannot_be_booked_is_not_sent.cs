using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R7, I3: books that can't be written lose nothing, refuse nothing they can still hold, and recover by themselves.</summary>
public sealed class What_cannot_be_booked_is_not_sent
{
    [Fact]
    public async Task A_full_journal_is_a_503_and_nothing_reaches_upstream()
    {
        await using var gateway = await TestGateway.StartAsync();
        var running = new List<JournalTicket>();
        while (gateway.Server.Journal.TryOpen(Running(running.Count + 1), HeldLimits.None, out var ticket)) running.Add(ticket);

        var answer = await RawRequest.AskAsync(gateway.Url, RawRequest.Message(gateway.Key.Secret, RawRequest.Hello));
        Assert.Equal((503, "api_error"), (answer.Status, answer.Error().Type));
        Assert.Equal("1", answer.Head.One("retry-after"));
        Assert.Equal(answer.Head.One("request-id"), answer.Error().RequestId);
        Assert.Equal(0, gateway.Simulator.Bill.Requests);

        foreach (var ticket in running) gateway.Server.Journal.Cancel(ticket);
        Assert.Equal(200, (await RawRequest.AskAsync(gateway.Url, RawRequest.Message(gateway.Key.Secret, RawRequest.Hello))).Status);
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, Assert.Single(await gateway.RowsAsync()).CostNanos);
    }

    [Fact]
    public async Task While_the_books_are_locked_requests_go_on_readiness_turns_and_all_is_booked_in_the_end()
    {
        Assert.SkipUnless(TestStore.Postgres is null, "SQLite's lock; what a PostgreSQL does that is away: A_store_that_is_away");
        await using var gateway = await TestGateway.StartAsync();
        await using (var intruder = new SqliteConnection($"Data Source={Path.Combine(gateway.Folder, "claviger.db")};Pooling=False"))
        {
            await intruder.OpenAsync();
            await using var block = intruder.BeginTransaction(deferred: false); // holds SQLite's write lock
            Task<RawAnswer> Ready() => RawRequest.AskAsync(gateway.Url, RawRequest.Get("/readyz", null));
            for (var i = 0; i < 20; i++)
                Assert.Equal(200, (await RawRequest.AskAsync(gateway.Url, RawRequest.Message(gateway.Key.Secret, RawRequest.Hello))).Status);
            while ((await Ready()).Status == 200)
            {
                // SQLite is still waiting for the lock.
            }

            Assert.Equal(503, (await Ready()).Status);
            Assert.Equal(200, (await RawRequest.AskAsync(gateway.Url, RawRequest.Message(gateway.Key.Secret, RawRequest.HelloStream))).Status);
        }

        var rows = await gateway.RowsAsync();
        Assert.Equal(gateway.Simulator.Bill.Billed, rows.Count);
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => row.CostNanos));
        Assert.Equal(200, (await RawRequest.AskAsync(gateway.Url, RawRequest.Get("/readyz", null))).Status);
    }

    private static UsageRecord Running(int id) => new()
    {
        RequestId = (UInt128)id, AtMs = 0, Organization = 1, Workspace = 1, Key = 1, Model = 0, Outcome = UsageOutcome.WorstCase, Status = 200, Tokens = default, Cost = default,
    };
}
