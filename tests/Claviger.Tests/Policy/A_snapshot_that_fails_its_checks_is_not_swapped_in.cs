using Claviger.Storage.Secrets;
using Claviger.Control.Keys;
using Claviger.Control.Snapshots;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Storage;
using Claviger.Storage.Members;
using Claviger.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Claviger.Tests.Policy;

public sealed class A_snapshot_that_fails_its_checks_is_not_swapped_in
{
    [Theory]
    [InlineData("UPDATE api_keys SET networks = '[\"nowhere\"]'", "UPDATE api_keys SET networks = '[]'")]
    [InlineData("UPDATE api_keys SET models = 'no json'", "UPDATE api_keys SET models = '[]'")]
    [InlineData("UPDATE upstream_credentials SET sealed = (SELECT digest FROM admin_keys), created_at_ms = -1", null)]
    [InlineData("UPDATE api_key_secrets SET pepper_version = 9", "UPDATE api_key_secrets SET pepper_version = 1")]
    [InlineData("UPDATE api_key_secrets SET secret_id = 'short'", null)]
    [InlineData("UPDATE workspaces SET upstream_id = 'upstream_gone'", "UPDATE workspaces SET upstream_id = NULL")]
    [InlineData("UPDATE api_keys SET tier = 'gone'", "UPDATE api_keys SET tier = 'tier-1'")]
    [InlineData("UPDATE workspaces SET tier = 'gone'", "UPDATE workspaces SET tier = NULL")]
    [InlineData("UPDATE organizations SET tier = 'gone'", "UPDATE organizations SET tier = 'scale'")]
    [InlineData("INSERT INTO workspace_rate_limits SELECT id, 'rlg_gone', 0, 5, 0 FROM workspaces", "DELETE FROM workspace_rate_limits")]
    [InlineData("INSERT INTO tiers SELECT id, 'mine', 'Mine', '{}', 0, 0 FROM organizations", "DELETE FROM tiers")]
    [InlineData("DELETE FROM workspaces", null)]
    [InlineData("INSERT INTO organizations (id, name, created_at_ms) VALUES ('second', 'Second', 0)", "DELETE FROM organizations WHERE id = 'second'")]
    public async Task The_old_one_stays_and_the_caller_hears_of_it(string damage, string? repair)
    {
        await using var store = new Store();
        var (policy, refresher, actor) = await BeginAsync(store);
        using var refreshing = refresher;
        var create = new CreateKey(store.Database, refresher, new TokenIssuer(store.KeyFile), NamingPolicy.Default, PriceBook.BuiltIn, store.Clock);
        await create.RunAsync(actor, Request(policy, "backend"), CancellationToken.None);
        var before = policy.Current;

        Damage(store, damage);
        var change = await CommitAsync(store);

        var error = await Assert.ThrowsAsync<NotInForceException>(() => refresher.HasReachedAsync(change, CancellationToken.None));
        Assert.IsType<StorageException>(error.InnerException);
        Assert.Same(before, policy.Current);
        if (repair is null) return;

        Damage(store, repair);
        await refresher.HasReachedAsync(change, CancellationToken.None);
        Assert.NotSame(before, policy.Current);
        Assert.Equal(change, policy.Current.Change);
    }

    [Fact]
    public async Task It_is_tried_again_without_a_further_change()
    {
        await using var store = new Store();
        var (policy, refresher, _) = await BeginAsync(store);
        using var refreshing = refresher;
        Damage(store, "UPDATE workspaces SET upstream_id = 'upstream_gone'");
        using var stop = new CancellationTokenSource();
        var following = refresher.FollowAsync(stop.Token);

        var change = await CommitAsync(store);
        Damage(store, "UPDATE workspaces SET upstream_id = NULL");
        while (policy.Current.Change < change)
        {
            store.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task A_revocation_repeated_says_done_only_when_it_is_in_force()
    {
        await using var store = new Store();
        var (policy, refresher, actor) = await BeginAsync(store);
        using var refreshing = refresher;
        var create = new CreateKey(store.Database, refresher, new TokenIssuer(store.KeyFile), NamingPolicy.Default, PriceBook.BuiltIn, store.Clock);
        var update = new UpdateKey(store.Database, refresher, NamingPolicy.Default, PriceBook.BuiltIn, store.Clock);
        var made = (await create.RunAsync(actor, Request(policy, "backend"), CancellationToken.None)).Value!;
        Assert.True(KeyToken.TryRead(made.Secret, out _, out var secret));
        var revoke = new UpdateApiKeyRequest(Status: "archived");

        Damage(store, "UPDATE workspaces SET upstream_id = 'upstream_gone'");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<NotInForceException>(() => update.RunAsync(actor, made.ApiKey.Id, revoke, CancellationToken.None));
            Assert.NotNull(policy.Current.Find(secret));
        }

        Damage(store, "UPDATE workspaces SET upstream_id = NULL");
        Assert.Equal("archived", (await update.RunAsync(actor, made.ApiKey.Id, revoke, CancellationToken.None)).Value!.Status);
        Assert.Null(policy.Current.Find(secret));
        Assert.Equal(1, store.Scalar<int>("SELECT COUNT(*) FROM audit_entries WHERE kind = 304"));
    }

    private static async Task<(PolicyHolder, SnapshotRefresher, Actor)> BeginAsync(Store store)
    {
        var policy = await store.InstallAsync();
        var refresher = new SnapshotRefresher(store.Database, store.Builder(), policy, store.Clock, NullLogger<SnapshotRefresher>.Instance);
        using var reader = store.Database.Read();
        var organization = policy.Current.Organization.Id;
        return (policy, refresher, Actor.System(organization) with { Member = MemberStore.All(reader, organization)[0].Id });
    }

    private static CreateApiKeyRequest Request(PolicyHolder policy, string service) =>
        new(policy.Current.Workspaces[0].Id.Value, Service: service, Environment: "production");

    private static async Task<long> CommitAsync(Store store)
    {
        using var tx = await store.Database.BeginAdminAsync(CancellationToken.None);
        return tx.Commit(Store.Entry());
    }

    private static void Damage(Store store, string sql)
    {
        using var raw = store.Raw();
        raw.Execute(store.Address is null ? "PRAGMA foreign_keys = OFF" : "SET session_replication_role = replica");
        raw.Execute(sql);
    }
}
