using Claviger.Core.Policy;
using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>Who is held back by which limit, and until when. <see cref="RateRefusalText"/> says it in words.</summary>
/// <param name="Limit">The figure that would be passed.</param>
/// <param name="Used">How much of it was used: in the last minute, or now for those that aren't per minute.</param>
/// <param name="RetryAfter">A retry then succeeds, unless others come first. Null: never, however long the caller waits.</param>
public readonly record struct RateRefusal(RateLevel Level, GovernedKey Key, RateGroup Group, LimiterType Limiter, long Limit, long Used, TimeSpan? RetryAfter)
{
    /// <summary>Name of the key, workspace or organization.</summary>
    public string EntityName => Level switch
    {
        RateLevel.ApiKey => Key.Key.Name,
        RateLevel.Workspace => Key.Workspace.Name,
        _ => Key.Rates.OrganizationName,
    };

    /// <summary>Whole seconds, rounded up, at least one: what <c>retry-after</c> takes.</summary>
    public long? RetryAfterSeconds => RetryAfter is { } wait ? Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)) : null;

    /// <summary>Whole milliseconds, rounded up: official SDKs look at <c>retry-after-ms</c> first.</summary>
    public long? RetryAfterMs => RetryAfter is { } wait ? Math.Max(1, (long)Math.Ceiling(wait.TotalMilliseconds)) : null;
}
