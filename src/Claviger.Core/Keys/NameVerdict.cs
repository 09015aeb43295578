namespace Claviger.Core.Keys;

/// <summary>What <see cref="NamingPolicy"/> says of a name: settled name and service, or the field at fault, why, and a better name.</summary>
public sealed record NameVerdict(string? Name, string? Service, string? Field, string? Reason, string? Proposal)
{
    public bool IsAccepted => Name is not null;

    public static NameVerdict Accepted(string name, string service) => new(name, service, null, null, null);

    public static NameVerdict Refused(string field, string reason, string? proposal) => new(null, null, field, reason, proposal);
}
