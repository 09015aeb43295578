using System.Net;

namespace Claviger.Core.Environments;

/// <summary>Addresses to environments. Immutable; asked at every request, so it allocates nothing.</summary>
public sealed class EnvironmentMap
{
    private readonly (IPNetwork Network, DeclaredEnvironment Environment)[] _networks;
    private readonly HashSet<string> _blocking;

    /// <exception cref="FormatException">A network is no CIDR block: such a snapshot must not be swapped in.</exception>
    public EnvironmentMap(IReadOnlyList<DeclaredEnvironment> environments)
    {
        _networks = [.. environments.SelectMany(environment => environment.Networks.Select(network => (IPNetwork.Parse(network), environment)))];
        _blocking = [.. environments.Where(environment => environment.Blocks).Select(environment => environment.Name)];
    }

    public static EnvironmentMap Empty { get; } = new([]);

    /// <summary>Name of the environment that an address lies in; null: in none that has declared its networks.</summary>
    public string? Of(IPAddress? address)
    {
        if (_networks.Length == 0 || address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        foreach (var (network, environment) in _networks)
            if (network.Contains(address)) return environment.Name;
        return null;
    }

    /// <summary>Whether a key of one environment is refused in the networks of another: it is enough that either of them says so.</summary>
    public bool Keeps(string keysEnvironment, string? callersEnvironment) =>
        callersEnvironment is not null && !string.Equals(keysEnvironment, callersEnvironment, StringComparison.Ordinal)
        && (_blocking.Contains(callersEnvironment) || _blocking.Contains(keysEnvironment));
}
