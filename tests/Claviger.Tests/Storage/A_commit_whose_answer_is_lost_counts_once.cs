using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Ledger;
using Claviger.Storage.Usage;
using Claviger.Tests.Ledger;
using Dapper;
using Npgsql;
using Xunit;

namespace Claviger.Tests.Storage;

/// <summary>R7, I3, I5, R19 on PostgreSQL: the connection breaks while a commit is on its way there, or its answer on the way back.</summary>
public sealed class A_commit_whose_answer_is_lost_counts_once
{
    public A_commit_whose_answer_is_lost_counts_once() => Assert.SkipWhen(Store.Postgres is null, "PostgreSQL only: set CLAVIGER_TEST_POSTGRES");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_and_leases_of_a_batch_of_the_books(bool cameToPass)
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000_000), 0);
        var (proxy, database) = Behind(store.Store);
        await using (proxy)
        await using (database)
        {
            var log = new JournalLog();
            await using var journal = new UsageJournal(
                database, store.CrashFile("a"), store.Store.Clock, log, 64, new LedgerNode("a", "boot"),
                new JournalPace { FlushEvery = TimeSpan.FromMilliseconds(1), AnswerEvery = TimeSpan.Zero, RetryEvery = TimeSpan.FromMilliseconds(10) });
            var left = (await journal.TakeAsync(new LeaseDemand(key, new Money(1_000), store.NowMs))).Granted.Nanos;
            var lost = OnceAtCommit(proxy, cameToPass);

            Assert.True(journal.TryPost(store.Row(300), new HeldLimits([key])));
            var more = await journal.TakeAsync(new LeaseDemand(key, new Money(5_000), store.NowMs));
            await journal.FlushedAsync(CancellationToken.None);

            Assert.True(lost());
            Assert.True(log.Errors > 0);
            Assert.True(journal.IsHealthy);
            Assert.Equal((300, left - 300 + more.Granted.Nanos), store.Share(key)); // one slice, not one that nobody knows of beside it
            Assert.Equal(1, store.Store.Scalar<long>("SELECT COUNT(*) FROM usage"));
            Assert.Null(store.FirstWrongShare());
        }
    }

    [Fact]
    public async Task A_change_that_came_to_pass_is_answered_as_one()
    {
        await using var store = new Store();
        var (proxy, database) = Behind(store);
        await using (proxy)
        await using (database)
        {
            using var tx = await database.BeginAdminAsync(CancellationToken.None);
            tx.Execute("INSERT INTO organizations (id, name, created_at_ms) VALUES ('o', 'n', 0)");
            var lost = OnceAtCommit(proxy, cameToPass: true);
            var change = tx.Commit(Store.Entry());

            Assert.True(lost());
            Assert.Equal((1, 1, 1), (change, store.Scalar<long>("SELECT COUNT(*) FROM organizations"), store.Scalar<long>("SELECT COUNT(*) FROM audit_entries")));
        }
    }

    [Fact]
    public async Task A_change_that_did_not_is_refused_as_none()
    {
        await using var store = new Store();
        var (proxy, database) = Behind(store);
        await using (proxy)
        await using (database)
        {
            var tx = await database.BeginAdminAsync(CancellationToken.None);
            tx.Execute("INSERT INTO organizations (id, name, created_at_ms) VALUES ('o', 'n', 0)");
            OnceAtCommit(proxy, cameToPass: false);
            // The server may not have seen yet that nobody is there any more: then the answer is that it isn't known.
            var error = Assert.ThrowsAny<StorageException>(() => tx.Commit(Store.Entry()));
            Assert.Matches("nothing was changed|may have been made or not", error.Message);
            tx.Dispose();

            using (var next = await database.BeginAdminAsync(CancellationToken.None)) Assert.Equal(1, next.Commit(Store.Entry()));
            Assert.Equal((0, 1), (store.Scalar<long>("SELECT COUNT(*) FROM organizations"), store.Scalar<long>("SELECT COUNT(*) FROM audit_entries")));
        }
    }

    /// <summary>The store's schema through a proxy. Commits pass as simple queries, so their words can be seen.</summary>
    private static (StoreProxy Proxy, Database Database) Behind(Store store)
    {
        var words = new NpgsqlConnectionStringBuilder(store.Address);
        var proxy = new StoreProxy(words.Host!, words.Port);
        words.Host = "127.0.0.1";
        words.Port = proxy.Port;
        words.SslMode = SslMode.Disable;
        return (proxy, Database.OpenPostgres(words.ConnectionString, store.Clock));
    }

    private static Func<bool> OnceAtCommit(StoreProxy proxy, bool cameToPass)
    {
        var done = 0;
        proxy.Judge = bytes => bytes.Span.IndexOf("COMMIT"u8) < 0 || Interlocked.Exchange(ref done, 1) != 0
            ? StoreProxy.Fate.Pass
            : cameToPass ? StoreProxy.Fate.AnswerLost : StoreProxy.Fate.Lost;
        return () => done != 0;
    }
}
