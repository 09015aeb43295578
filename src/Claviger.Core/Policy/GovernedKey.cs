using System.Net;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Rates;
using Claviger.Core.Sightings;
using Claviger.Core.Workspaces;

namespace Claviger.Core.Policy;

/// <summary>An API key with everything a request needs to be decided, compiled once per snapshot. Immutable.</summary>
public sealed class GovernedKey
{
    private readonly IPNetwork[] _networks;
    private readonly string[] _models;

    /// <exception cref="FormatException">A network rule is not a CIDR block: such a snapshot must not be swapped in.</exception>
    /// <param name="owner">The number of the key's owner among principals.</param>
    /// <param name="limits">Every spend limit that covers the key, of whatever mode; see <see cref="SpendLimits"/>.</param>
    public GovernedKey(
        ApiKey key, Workspace workspace, int organizationNumber, UpstreamTarget upstream, int owner = 0, SpendLimit[]? limits = null, RatePlan? rates = null)
    {
        Rates = rates ?? RatePlan.None;
        Owner = owner;
        SpendLimits = Order(limits ?? []);
        Key = key;
        Workspace = workspace;
        OrganizationNumber = organizationNumber;
        Upstream = upstream;
        _networks = key.Rules.Networks.Select(network => IPNetwork.Parse(network)).ToArray();
        _models = key.Rules.Models.ToArray();
    }

    public ApiKey Key { get; }
    public Workspace Workspace { get; }
    public int OrganizationNumber { get; }
    public UpstreamTarget Upstream { get; }

    /// <summary>The number of the key's owner among principals; 0 when nobody is known.</summary>
    public int Owner { get; }

    /// <summary>Every spend limit that covers the key, narrowest scope first: the order in which money is held.</summary>
    public SpendLimit[] SpendLimits { get; }

    /// <summary>Where it is used from, noted at each request; null where nobody wants to know.</summary>
    public SightedKey? Sighted { get; init; }

    /// <summary>Every rate limit that covers the key.</summary>
    public RatePlan Rates { get; }

    public bool WorksAt(DateTimeOffset now) =>
        Key.Status == KeyStatus.Active && (Key.ExpiresAt is not { } end || now < end) && Workspace.ArchivedAt is null;

    private static SpendLimit[] Order(SpendLimit[] limits) =>
        limits.Length < 2 ? limits : [.. limits.OrderBy(limit => Breadth(limit.Scope.Type)).ThenBy(limit => limit.Number)];

    private static int Breadth(LimitScopeType type) => type switch
    {
        LimitScopeType.ApiKey => 0,
        LimitScopeType.User or LimitScopeType.ServiceAccount => 1,
        LimitScopeType.Workspace => 2,
        _ => 3,
    };

    public bool AllowsModel(string modelId)
    {
        if (_models.Length == 0) return true;
        foreach (var rule in _models)
        {
            var matches = rule.EndsWith('*')
                ? modelId.AsSpan().StartsWith(rule.AsSpan(0, rule.Length - 1), StringComparison.Ordinal)
                : string.Equals(modelId, rule, StringComparison.Ordinal);
            if (matches) return true;
        }

        return false;
    }

    public bool AllowsAddress(IPAddress? address)
    {
        if (_networks.Length == 0) return true;
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        foreach (var network in _networks)
            if (network.Contains(address)) return true;
        return false;
    }
}
