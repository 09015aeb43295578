using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;
using Claviger.Storage.Secrets;
using Claviger.Storage.Workspaces;
using Claviger.Tests.Storage;
using Xunit;

namespace Claviger.Tests.Rotation;

public sealed class Policies_are_kept_by_scope : IAsyncLifetime
{
    private readonly Store _store = new();
    private OrganizationId _organization;

    public async ValueTask InitializeAsync() => _organization = (await _store.InstallAsync()).Current.Organization.Id;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static readonly RotationSettings Whole = new()
    {
        MaxAgeDays = 30, Overlap = TimeSpan.FromHours(36), AheadDays = 5, Automatic = false, ExtendWhileInUse = false, HardEndDays = 10, Sink = "vault",
    };

    [Fact]
    public async Task As_they_were_set_and_the_last_word_counts()
    {
        var scope = RotationScope.Of(_organization);
        await SetAsync(scope, new RotationSettings { MaxAgeDays = 1 });
        await SetAsync(scope, Whole);
        await SetAsync(RotationScope.Of(new WorkspaceId("wrkspc_01x")), new RotationSettings { Sink = "" });
        Assert.Equal(Whole, Read().All[scope]);
        Assert.Equal("", Read().All[RotationScope.Of(new WorkspaceId("wrkspc_01x"))].Sink);

        await SetAsync(scope, RotationSettings.None);
        Assert.Single(Read().All);
    }

    [Fact]
    public async Task Keys_come_with_their_secrets_and_what_is_due()
    {
        var key = await AddKeyAsync("prod-checkout", personal: false);
        await AddKeyAsync("prod-ada", personal: true);
        await SetAsync(RotationScope.Of(_organization), Whole with { Automatic = true });
        using var reader = _store.Database.Read();
        var all = RotatingKeyStore.All(reader, _organization, _store.Clock.GetUtcNow());
        Assert.Equal(["prod-checkout", "prod-ada"], all.Select(rotating => rotating.Key.Name));
        Assert.Equal(key, all[0].Key.Id);
        Assert.Equal((all[0].Secret!.CreatedAt.AddDays(30), all[0].Secret!.CreatedAt.AddDays(25)), (all[0].Schedule!.Value.DueAt, all[0].Schedule!.Value.RotatesAt));
        Assert.Equal(all[1].Secret!.CreatedAt.AddDays(30), all[1].Schedule!.Value.DueAt);
        Assert.Null(all[1].Schedule!.Value.RotatesAt); // nobody but its owner may have its secret
    }

    [Fact]
    public async Task Of_several_secrets_the_current_one_counts_and_not_one_on_its_way()
    {
        var key = await AddKeyAsync("prod-checkout", personal: false);
        var now = _store.Clock.GetUtcNow();
        using (var tx = await _store.Database.BeginAdminAsync(CancellationToken.None))
        {
            KeySecretStore.Add(tx, Secret(key, now.AddDays(-9), now.AddDays(1)));
            KeySecretStore.Add(tx, Secret(key, now.AddDays(-20), now.AddDays(-1)));
            KeySecretStore.Add(tx, Secret(key, now.AddMinutes(1), now.AddDays(1)) with { IsPending = true });
            tx.Commit(Store.Entry());
        }

        using var reader = _store.Database.Read();
        var rotating = Assert.Single(RotatingKeyStore.All(reader, _organization, now));
        Assert.Null(rotating.Secret!.EndsAt);
        Assert.Equal(now.AddDays(-9), rotating.Previous!.CreatedAt);
        Assert.Equal([false, false, true, false], KeySecretStore.Of(reader, key).Select(secret => secret.IsPending));
    }

    private KeySecret Secret(ApiKeyId key, DateTimeOffset at, DateTimeOffset? ends)
    {
        var issued = new TokenIssuer(_store.KeyFile).Issue(KeyTokenKind.ApiKey);
        return new KeySecret(issued.Id, key, issued.Digest, issued.PepperVersion, issued.Hint, at, ends);
    }

    private async Task<ApiKeyId> AddKeyAsync(string name, bool personal)
    {
        WorkspaceId workspace;
        using (var reader = _store.Database.Read()) workspace = WorkspaceStore.All(reader)[0].Id;
        using var tx = await _store.Database.BeginAdminAsync(CancellationToken.None);
        var key = KeyStore.Add(tx, _organization, new ApiKey
        {
            Id = ApiKeyId.New(), Number = 0, Workspace = workspace, Name = name, Service = "checkout", Environment = "production",
            Owner = new KeyOwner(KeyOwner.Member, "user_01ada"), IsPersonal = personal, CreatedAt = _store.Clock.GetUtcNow(), Status = KeyStatus.Active, Rules = KeyRules.None, SecretHint = "clvk_1...2",
        });
        KeySecretStore.Add(tx, Secret(key.Id, _store.Clock.GetUtcNow(), null));
        tx.Commit(Store.Entry());
        return key.Id;
    }

    private async Task SetAsync(RotationScope scope, RotationSettings settings)
    {
        using var tx = await _store.Database.BeginAdminAsync(CancellationToken.None);
        RotationPolicyStore.Set(tx, _organization, scope, settings);
        tx.Commit(Store.Entry());
    }

    private RotationPolicies Read()
    {
        using var reader = _store.Database.Read();
        return RotationPolicyStore.Of(reader, _organization);
    }
}
