using System.Net;
using Claviger.Core.Keys;
using Claviger.Core.Workspaces;

namespace Claviger.Core.Policy;

/// <summary>An API key with everything a request needs to be decided, compiled once per snapshot. Immutable.</summary>
public sealed class GovernedKey
{
    private readonly IPNetwork[] _networks;
    private readonly string[] _models;

    /// <exception cref="FormatException">A network rule is not a CIDR block: such a snapshot must not be swapped in.</exception>
    public GovernedKey(ApiKey key, Workspace workspace, int organizationNumber, UpstreamTarget upstream)
    {
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

    public bool WorksAt(DateTimeOffset now) =>
        Key.Status == KeyStatus.Active && (Key.ExpiresAt is not { } end || now < end) && Workspace.ArchivedAt is null;

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
