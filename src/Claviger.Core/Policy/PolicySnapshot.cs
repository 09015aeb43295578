using Claviger.Core.Access;
using Claviger.Core.Environments;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Organizations;
using Claviger.Core.Pricing;
using Claviger.Core.Rates;
using Claviger.Core.Workspaces;

namespace Claviger.Core.Policy;

/// <summary>
/// Everything the gateway enforces at one moment: immutable, built aside, checked, swapped in whole. A request pins one and
/// sees no other, so it can't meet half a change.
/// </summary>
public sealed class PolicySnapshot
{
    private Dictionary<SecretId, GovernedSecret> _secrets; // changed in a copy before anybody has it, as Cuts is
    private Dictionary<SecretId, AdminKey> _adminKeys;
    private readonly IReadOnlyDictionary<int, byte[]> _peppers;
    private readonly int[] _modelNumbers;
    private readonly IReadOnlyDictionary<int, UpstreamTarget> _upstreams;
    private readonly int[] _rateGroups;

    /// <param name="upstreams">By workspace number.</param>
    /// <exception cref="TimeZoneNotFoundException">The organization's time zone isn't known to this machine: such a snapshot must not be swapped in.</exception>
    /// <param name="modelNumbers">The store's number of each price book entry, by <see cref="ModelEntry.Index"/>.</param>
    public PolicySnapshot(
        long change, Organization organization, IReadOnlyList<Workspace> workspaces,
        Dictionary<SecretId, GovernedSecret> secrets, Dictionary<SecretId, AdminKey> adminKeys,
        IReadOnlyDictionary<int, byte[]> peppers, PriceBook prices, int[] modelNumbers,
        IReadOnlyDictionary<int, UpstreamTarget> upstreams, IReadOnlyList<SpendLimit>? limits = null, AccessBook? access = null, CutSecrets? cuts = null, EnvironmentMap? environments = null)
    {
        Access = access ?? AccessBook.Empty;
        Environments = environments ?? EnvironmentMap.Empty;
        Cuts = cuts ?? CutSecrets.None;
        AwaitedSecrets = secrets.Values.Select(secret => secret.Successor?.Id).OfType<SecretId>().ToHashSet();
        SpendLimits = (limits ?? []).ToDictionary(limit => limit.Number);
        Calendar = PeriodCalendar.Of(organization.TimeZone);
        _upstreams = upstreams;
        Change = change;
        Organization = organization;
        Workspaces = workspaces;
        _secrets = secrets;
        _adminKeys = adminKeys;
        _peppers = peppers;
        Prices = prices;
        _modelNumbers = modelNumbers;
        _rateGroups = [.. prices.Models.Select(model => RateGroups.OfModel(model).Index)];
        DecoyPepper = peppers[peppers.Keys.Max()];
    }

    /// <summary>Number of the newest change in it.</summary>
    public long Change { get; }

    public Organization Organization { get; }

    public IReadOnlyList<Workspace> Workspaces { get; }

    /// <summary>Who has which roles; the control plane works out rights from it at each call.</summary>
    public AccessBook Access { get; }

    /// <summary>Which environment a caller's address is in.</summary>
    public EnvironmentMap Environments { get; }

    /// <summary>All limits that aren't deleted, by number.</summary>
    public IReadOnlyDictionary<int, SpendLimit> SpendLimits { get; }

    /// <summary>Where the organization's days, weeks and months begin.</summary>
    public PeriodCalendar Calendar { get; }

    public PriceBook Prices { get; }

    /// <summary>New secrets whose first use gives an older one its end, and is not known to be over.</summary>
    public IReadOnlySet<SecretId> AwaitedSecrets { get; }

    /// <summary>Whose running requests were cut of late: this process may have some of them.</summary>
    public CutSecrets Cuts { get; private set; }

    /// <summary>Keys that would be admitted now: neither disabled, nor expired, nor of an archived workspace.</summary>
    public int CountActiveKeys(DateTimeOffset now) =>
        _secrets.Values.Select(secret => secret.Key).Where(key => key.WorksAt(now)).Distinct().Count();

    /// <summary>Of all keys, as many as there are.</summary>
    public int CountSecrets => _secrets.Count;

    /// <summary>What an unknown token is digested with, so that "unknown" and "wrong" cost the same time.</summary>
    public byte[] DecoyPepper { get; }

    public GovernedSecret? Find(SecretId id) => _secrets.GetValueOrDefault(id);

    /// <summary>Looks through all of them: for rare acts, not for requests.</summary>
    public ApiKey? FindKey(ApiKeyId id) => _secrets.Values.FirstOrDefault(secret => secret.Key.Key.Id == id)?.Key.Key;

    /// <summary>The same for admin keys.</summary>
    public AdminKey? FindAdmin(AdminKeyId id) => _adminKeys.Values.FirstOrDefault(key => key.Id == id);

    public IEnumerable<AdminKey> AdminKeys => _adminKeys.Values;

    public IEnumerable<ApiKey> Keys => _secrets.Values.Select(secret => secret.Key.Key).DistinctBy(key => key.Id);

    /// <summary>The same policy without what was stopped, for when no new snapshot can be built.</summary>
    /// <param name="cutAt">Requests that began before are ended too; null: they go on.</param>
    public PolicySnapshot Without(StoppedAccess stopped, DateTimeOffset? cutAt)
    {
        var copy = (PolicySnapshot)MemberwiseClone(); // whatever a later version adds to a policy stays in it
        copy._secrets = _secrets.Where(secret => !stopped.Stops(secret.Value.Key.Key) && !stopped.Stops(secret.Key)).ToDictionary();
        copy._adminKeys = _adminKeys.Where(key => !stopped.Stops(key.Value)).ToDictionary();
        if (cutAt is { } at) copy.Cuts = new CutSecrets(_secrets.Keys.Except(copy._secrets.Keys).Select(secret => KeyValuePair.Create(secret, at)).Concat(Cuts.Cuts).DistinctBy(cut => cut.Key).ToDictionary());
        return copy;
    }

    public AdminKey? FindAdmin(SecretId id) => _adminKeys.GetValueOrDefault(id);

    public byte[] Pepper(int version) => _peppers[version];

    /// <summary>Null when the workspace is unknown.</summary>
    public UpstreamTarget? UpstreamOf(int workspaceNumber) => _upstreams.GetValueOrDefault(workspaceNumber);

    /// <summary>Index of the rate limit group that the model is in.</summary>
    public int RateGroup(ModelEntry model) => _rateGroups[model.Index];

    public int ModelNumber(ModelEntry model) => _modelNumbers[model.Index];
}
