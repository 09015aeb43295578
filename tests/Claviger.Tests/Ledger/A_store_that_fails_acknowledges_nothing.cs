using System.Diagnostics;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Ledger;
using Dapper;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_store_that_fails_acknowledges_nothing(ITestOutputHelper output)
{
    [Fact]
    public async Task Rows_demands_and_returns_wait_until_it_heals_and_leases_run_out_meanwhile()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        var log = new JournalLog();
        await using var journal = store.Journal(log: log);
        await journal.TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs));
        var goodUntil = journal.GoodUntil;
        store.Store.RefuseRows();
        store.Store.Clock.Advance(TimeSpan.FromMinutes(1));

        journal.TryPost(store.Row(30), new HeldLimits([key]));
        journal.GiveBack(key, new Money(20));
        var demand = journal.TakeAsync(new LeaseDemand(key, new Money(500), store.NowMs));
        var flushed = journal.FlushedAsync(CancellationToken.None);
        await log.FirstAsync(LogLevel.Error);

        Assert.False(demand.IsCompleted);
        Assert.False(flushed.IsCompleted);
        Assert.False(journal.IsHealthy);
        Assert.Equal(goodUntil, journal.GoodUntil);
        Assert.True(journal.GoodUntil < store.Store.Clock.GetTimestamp());
        Assert.Equal((0, 100), store.Share(key));
        Assert.True(journal.TryOpen(store.Row(1), HeldLimits.None, out var ticket)); // as long as there are slots
        journal.Cancel(ticket);

        store.Store.TakeRows();
        var grant = await demand;
        await flushed;

        Assert.Equal((new Money(500), new Money(30), new Money(550)), (grant.Granted, grant.Posted, grant.Leased));
        Assert.Equal((30, 550), store.Share(key));
        Assert.True(journal.IsHealthy);
        Assert.True(journal.GoodUntil > store.Store.Clock.GetTimestamp());
    }

    [Fact]
    public async Task Closed_while_it_fails_a_demand_is_told_and_the_rows_are_booked_by_the_next_start()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        var log = new JournalLog();
        var journal = store.Journal(log: log);
        await journal.TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs));
        store.Store.RefuseRows();
        journal.TryPost(store.Row(30), new HeldLimits([key]));
        var demand = journal.TakeAsync(new LeaseDemand(key, new Money(1), store.NowMs));
        await log.FirstAsync(LogLevel.Error);
        store.Kill(journal);
        await journal.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => demand);
        store.Store.TakeRows();

        await using var next = store.Journal();

        Assert.Equal((1, 0), next.Recovered);
        Assert.Equal((30, 0), store.Share(key));
    }

    /// <summary>A disk of 2 MiB that is really full.</summary>
    [Fact]
    public async Task A_full_disk_loses_nothing_that_was_acknowledged()
    {
        Assert.SkipUnless(Claviger.Tests.Storage.Store.Postgres is null, "the disk of a PostgreSQL server is not ours to fill");
        var mount = Directory.CreateTempSubdirectory("claviger-small-disk-").FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=2m", "claviger", mount), "needs the right to mount a tmpfs");
        try
        {
            await using var store = new LedgerStore(root: mount);
            var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000_000), 0);
            var log = new JournalLog();
            await using var journal = store.Journal(slots: 64, log: log);
            await journal.TakeAsync(new LeaseDemand(key, new Money(100_000), store.NowMs));
            var filler = Path.Combine(mount, "filler");
            Assert.False(Run("dd", "if=/dev/zero", $"of={filler}", "bs=1k")); // until there is no more room
            Assert.True(new FileInfo(filler).Length > 500_000, "the store itself left no room: a larger disk");
            long posted = 0;
            while (!log.FirstAsync(LogLevel.Error).IsCompleted)
            {
                // Pages that the log still has room for are written; then the disk says no.
                for (var i = 0; i < 32 && journal.TryPost(store.Row(7), new HeldLimits([key])); i++) posted += 7;
                await Task.WhenAny(log.FirstAsync(LogLevel.Error), journal.FlushedAsync(CancellationToken.None));
            }

            var demand = journal.TakeAsync(new LeaseDemand(key, new Money(1), store.NowMs));
            Assert.False(journal.IsHealthy);
            File.Delete(filler);
            var grant = await demand;

            Assert.Equal(posted, grant.Posted.Nanos);
            Assert.Null(store.FirstWrongShare());
            output.WriteLine($"{posted / 7} rows posted, {log.Errors} errors logged");
        }
        finally
        {
            Run("umount", "--lazy", mount); // whatever a test that failed still has open there
            Directory.Delete(mount);
        }
    }

    /// <summary>
    /// Runs as it is, and under <c>strace</c> with errors injected into fsync (<c>tests/fsync-errors.sh</c>): whatever was acknowledged is
    /// there, and everything is there once.
    /// </summary>
    [Fact]
    public async Task Whatever_fsync_answers_what_was_acknowledged_is_in_the_books()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000_000), 0);
        var log = new JournalLog();
        var journal = store.Journal(log: log);
        var (leased, posted) = (0L, 0L);
        for (var i = 0; i < 40; i++)
        {
            var grant = await journal.TakeAsync(new LeaseDemand(key, new Money(10), store.NowMs));
            leased += grant.Granted.Nanos;
            Assert.Equal(leased, grant.LeasedHere.Nanos);
            journal.TryPost(store.Row(10), new HeldLimits([key]));
            await journal.FlushedAsync(CancellationToken.None);
            (leased, posted) = (leased - 10, posted + 10);
            Assert.Equal((posted, leased), store.Share(key));
        }

        await journal.DisposeAsync();
        using var reader = store.Database.Read();
        Assert.Empty(new LedgerVerify(reader).Run(store.NowMs));
        output.WriteLine($"fsync failures seen by the journal: {log.Errors}");
        if (Environment.GetEnvironmentVariable("CLAVIGER_FSYNC_FAILS") is not null) Assert.True(log.Errors > 0, "no error was injected");
    }

    private static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
