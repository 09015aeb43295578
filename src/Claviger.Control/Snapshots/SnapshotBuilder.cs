using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Environments;
using Claviger.Core.Rates;
using Claviger.Core.Sightings;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Emergency;
using Claviger.Storage.Environments;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;
using Claviger.Storage.Models;
using Claviger.Storage.Organizations;
using Claviger.Storage.Principals;
using Claviger.Storage.Rates;
using Claviger.Storage.Secrets;
using Claviger.Storage.Upstreams;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Snapshots;

/// <summary>Store to <see cref="PolicySnapshot"/>: reads one moment, checks it, refuses to build from a store that contradicts itself.</summary>
public sealed class SnapshotBuilder(Database database, KeyFile keyFile, Sealer sealer, PriceBook prices, SecretUses uses, EmergencyJournal? emergencies = null, KeySightings? sightings = null)
{
    private readonly int[] _modelNumbers = Number(database, prices);

    /// <exception cref="StorageException">A key without its workspace, a workspace without its upstream, a credential that doesn't open, a rule that can't be read.</exception>
    public PolicySnapshot Build()
    {
        try
        {
            return BuildWhole();
        }
        catch (Exception error) when (error is not StorageException)
        {
            throw new StorageException("the store contradicts itself, or can't be read", error);
        }
    }

    private PolicySnapshot BuildWhole()
    {
        using var reader = database.Read();
        var change = ChangeStore.Latest(reader);
        var organization = OrganizationStore.All(reader) is [var only]
            ? only
            : throw new StorageException("the store must hold exactly one organization");

        var upstreams = UpstreamStore.AllWithCredentials(reader, sealer)
            .ToDictionary(pair => pair.Upstream.Id, pair => new UpstreamTarget(pair.Upstream.Id, pair.Upstream.Name, pair.Upstream.BaseUrl, pair.Credential));
        if (upstreams.Count == 0) throw new StorageException("the store holds no upstream");
        var first = upstreams.Values.First();

        var workspaces = WorkspaceStore.All(reader);
        var workspaceById = workspaces.ToDictionary(workspace => workspace.Id);
        var upstreamByWorkspace = workspaces.ToDictionary(workspace => workspace.Number, workspace => workspace.Upstream is not { } id
            ? first
            : upstreams.GetValueOrDefault(id) ?? throw new StorageException($"{workspace.Id} names an upstream that is not there"));
        var owners = PrincipalStore.Numbers(reader);
        var limits = SpendLimitStore.AllLive(reader);
        var limitsByScope = limits.ToLookup(limit => (limit.Scope.Type, limit.Scope.Number));
        var rates = new RatePlanner(TierStore.Book(reader, organization.Id), organization, WorkspaceRateLimitStore.All(reader), change);
        var access = AccessStore.Read(reader, organization.Id, workspaces.FirstOrDefault(workspace => workspace.IsDefault)?.Id);
        var personal = new PersonalKeys(access);
        var keys = new Dictionary<ApiKeyId, GovernedKey>();
        // Stopped while the store took no change: in force before it is in the store.
        var stopped = emergencies is null ? StoppedAccess.None : new StoppedAccess(emergencies.Pending.Select(act => act.Stops));
        foreach (var key in KeyStore.AllLive(reader).Where(key => !stopped.Stops(key) && personal.Works(key)))
        {
            if (!workspaceById.TryGetValue(key.Workspace, out var workspace))
                throw new StorageException($"{key.Id} belongs to a workspace that is not there");
            if (!owners.TryGetValue((key.Owner.Type, key.Owner.Id), out var owner))
                throw new StorageException($"{key.Id} belongs to an owner who is not among the principals");
            keys.Add(key.Id, Compile(key, workspace, organization.Number, upstreamByWorkspace[workspace.Number], owner, limitsByScope, rates.Of(key, workspace), sightings?.Of(key.Number)));
        }

        var secrets = new Dictionary<SecretId, GovernedSecret>(keys.Count * 2);
        var stored = KeySecretStore.AllLive(reader);
        var byId = stored.ToDictionary(secret => secret.Id);
        foreach (var secret in stored.Where(secret => keys.ContainsKey(secret.Key) && !stopped.Stops(secret.Id)))
        {
            secrets.Add(secret.Id, new GovernedSecret(secret.Id, keys[secret.Key], secret.Digest, PepperOf(secret.PepperVersion), secret.EndsAt)
            {
                Use = uses.Of(secret),
                Successor = secret.Overlap is not null && secret.Successor is { } next && byId.TryGetValue(next, out var successor) ? uses.Of(successor) : null,
                Overlap = secret.Overlap ?? TimeSpan.Zero,
            });
        }

        var adminKeys = new Dictionary<SecretId, AdminKey>();
        foreach (var key in AdminKeyStore.AllLive(reader).Where(key => !stopped.Stops(key)))
        {
            PepperOf(key.PepperVersion);
            uses.Of(key.SecretId, key.FirstUsedAt, key.LastUsedAt);
            adminKeys.Add(key.SecretId, key);
        }

        return new PolicySnapshot(change, organization, workspaces, secrets, adminKeys, keyFile.Peppers, prices, _modelNumbers, upstreamByWorkspace, limits, access,
            new CutSecrets(KeySecretStore.RecentCuts(reader)), new EnvironmentMap(EnvironmentStore.Of(reader, organization.Id)));
    }

    private static GovernedKey Compile(
        ApiKey key, Workspace workspace, int organizationNumber, UpstreamTarget upstream, int owner, ILookup<(LimitScopeType, int), SpendLimit> limits,
        RatePlan rates, SightedKey? sighted)
    {
        var ownerType = key.Owner.Type == KeyOwner.ServiceAccount ? LimitScopeType.ServiceAccount : LimitScopeType.User;
        try
        {
            return new GovernedKey(key, workspace, organizationNumber, upstream, owner,
                [
                    .. limits[(LimitScopeType.ApiKey, key.Number)], .. limits[(ownerType, owner)],
                    .. limits[(LimitScopeType.Workspace, workspace.Number)], .. limits[(LimitScopeType.Organization, organizationNumber)],
                ], rates) { Sighted = sighted };
        }
        catch (FormatException error)
        {
            throw new StorageException($"{key.Id} ({key.Name}) has a network rule that is no CIDR block", error);
        }
    }

    private byte[] PepperOf(int version) => keyFile.Peppers.TryGetValue(version, out var pepper)
        ? pepper
        : throw new StorageException($"a stored digest needs pepper version {version}, which the key file lacks");

    private static int[] Number(Database database, PriceBook prices)
    {
        var numbers = ModelStore.Intern(database, prices.Models.Select(model => model.Id));
        var byIndex = new int[prices.Models.Length];
        foreach (var model in prices.Models) byIndex[model.Index] = numbers[model.Id];
        return byIndex;
    }
}
