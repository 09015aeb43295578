using Claviger.Core.Limits;

namespace Claviger.Core.Organizations;

/// <summary>The tenant. Nothing crosses between two of them.</summary>
public sealed record Organization(OrganizationId Id, int Number, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>IANA name of the time zone in which days, weeks and months of spend limits begin.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Name of the tier whose rate limits all its keys share; null: none of its own.</summary>
    public string? Tier { get; init; }

    /// <summary>How a request that a spend limit refuses is answered.</summary>
    public SpendRefusalStyle SpendRefusals { get; init; }
}
