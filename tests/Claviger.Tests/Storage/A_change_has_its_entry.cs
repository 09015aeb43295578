using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Organizations;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class A_change_has_its_entry
{
    [Fact]
    public async Task Without_a_commit_nothing_stays()
    {
        await using var store = new Store();
        using (var tx = await store.Database.BeginAdminAsync(CancellationToken.None))
            OrganizationStore.Add(tx, Store.Organization, "Gone", store.Clock.GetUtcNow());

        Assert.Equal((0, 0, 0), Counts(store));
        await store.ReopenAsync();
        Assert.Equal((0, 0, 0), Counts(store));
    }

    [Fact]
    public async Task A_commit_without_an_entry_is_refused_and_nothing_stays()
    {
        await using var store = new Store();
        using (var tx = await store.Database.BeginAdminAsync(CancellationToken.None))
        {
            OrganizationStore.Add(tx, Store.Organization, "Gone", store.Clock.GetUtcNow());
            Assert.Throws<ArgumentException>(() => tx.Commit());
        }

        Assert.Equal((0, 0, 0), Counts(store));
    }

    [Fact]
    public async Task A_failure_between_the_steps_leaves_neither_row_nor_entry()
    {
        await using var store = new Store();
        using (var tx = await store.Database.BeginAdminAsync(CancellationToken.None))
        {
            OrganizationStore.Add(tx, Store.Organization, "Gone", store.Clock.GetUtcNow());
            // The entry's detail is no JSON: the append throws after the first entry is in.
            Assert.ThrowsAny<Exception>(() => tx.Commit(Store.Entry(), Store.Entry(detail: "{")));
        }

        Assert.Equal((0, 0, 0), Counts(store));
        using var next = await store.Database.BeginAdminAsync(CancellationToken.None);
        Assert.Equal(1, next.Commit(Store.Entry()));
    }

    [Fact]
    public async Task The_turn_is_given_back_by_commit_and_by_dispose()
    {
        await using var store = new Store();
        for (var i = 0; i < 3; i++)
        {
            var committed = await store.Database.BeginAdminAsync(CancellationToken.None);
            committed.Commit(Store.Entry());
            using var next = await store.Database.BeginAdminAsync(CancellationToken.None); // would wait for ever
            committed.Dispose(); // a second time: must not let two writers in
            var third = store.Database.BeginAdminAsync(CancellationToken.None);
            Assert.False(third.IsCompleted);
            next.Dispose();
            (await third).Dispose();
        }
    }

    [Fact]
    public async Task Entries_hold_who_what_and_when_in_a_fixed_order()
    {
        await using var store = new Store();
        var actor = new Actor("admin_key", "adminkey_01a", Store.Organization, new MemberId("user_01a"), new HashSet<Permission>());
        using (var tx = await store.Database.BeginAdminAsync(CancellationToken.None))
            tx.Commit(actor.Did(AuditKind.KeyRevoked, "apikey_01x", """{"name":"prod-x"}"""), actor.WasDenied(AuditKind.KeyCreated, "wrkspc_01", Permission.KeysCreate));

        using var reader = store.Database.Read();
        var entries = AuditStore.List(reader, Store.Organization, 0, 10).Select(entry => System.Text.Encoding.UTF8.GetString(entry.Entry)).ToList();

        Assert.Equal(
            [
                """{"sequence":1,"at":"2026-11-23T10:37:00.125Z","organization_id":"ORG","type":"platform_api_key_revoked","outcome":"done","actor":{"type":"admin_key","id":"adminkey_01a"},"target":"apikey_01x","detail":{"name":"prod-x"}}""",
                """{"sequence":2,"at":"2026-11-23T10:37:00.125Z","organization_id":"ORG","type":"platform_api_key_created","outcome":"denied","actor":{"type":"admin_key","id":"adminkey_01a"},"target":"wrkspc_01","detail":{"missing":"keys.create"}}""",
            ], entries.Select(entry => entry.Replace(Store.Organization.Value, "ORG")));
        Assert.Equal(2, store.Scalar<int>("SELECT audit_sequence FROM changes WHERE number = 1"));
    }

    [Fact]
    public async Task The_sequence_has_no_gap_under_many_writers_and_rollbacks()
    {
        await using var store = new Store();
        var committed = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Factory.StartNew(async () =>
        {
            for (var i = 0; i < 12; i++)
            {
                using var tx = await store.Database.BeginAdminAsync(CancellationToken.None);
                if ((writer + i) % 3 == 0) continue;
                if (i % 2 == 0) tx.Commit(Store.Entry($"apikey_{writer}_{i}"));
                else tx.Commit(Store.Entry($"apikey_{writer}_{i}"), Store.Entry($"apikey_{writer}_{i}b"));
                Interlocked.Add(ref committed, i % 2 == 0 ? 1 : 2);
            }
        }, TaskCreationOptions.LongRunning).Unwrap()));

        using var reader = store.Database.Read();
        var entries = AuditStore.List(reader, Store.Organization, 0, 1_000);
        Assert.Equal(Enumerable.Range(1, committed).Select(n => (long)n), entries.Select(entry => entry.Sequence));
        Assert.Equal(entries.Select(entry => entry.Sequence), entries.Select(entry => JsonDocument.Parse(entry.Entry).RootElement.GetProperty("sequence").GetInt64()));
        var changes = store.Scalar<long>("SELECT COUNT(*) FROM changes");
        Assert.Equal(changes, ChangeStore.Latest(reader));
        Assert.Equal(changes, store.Database.Changes.Latest);
    }

    private static (long Organizations, long Entries, long Changes) Counts(Store store) => (
        store.Scalar<long>("SELECT COUNT(*) FROM organizations"), store.Scalar<long>("SELECT COUNT(*) FROM audit_entries"), store.Scalar<long>("SELECT COUNT(*) FROM changes"));
}
