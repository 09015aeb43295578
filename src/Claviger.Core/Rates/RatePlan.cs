namespace Claviger.Core.Rates;

/// <summary>
/// Every rate limit that a key is held to, by level and group. Immutable and shared: keys of one workspace and one tier point to the same.
/// </summary>
public sealed class RatePlan
{
    private readonly RateFigures[]?[] _levels;

    /// <param name="version">Number of the change it was built from: buckets follow the newest one they have met.</param>
    internal RatePlan(long version, string organizationName, RateFigures[]? key, RateFigures[]? workspace, RateFigures[]? organization)
    {
        Version = version;
        OrganizationName = organizationName;
        _levels = [key, workspace, organization];
        IsNone = key is null && workspace is null && organization is null;
    }

    /// <summary>No tier is assigned anywhere: only upstream's own limits hold.</summary>
    public static RatePlan None { get; } = new(0, "", null, null, null);

    public long Version { get; }

    /// <summary>For messages.</summary>
    public string OrganizationName { get; }

    /// <summary>No level has any limit.</summary>
    public bool IsNone { get; }

    /// <summary>Null: nothing is limited there.</summary>
    public RateFigures? Of(RateLevel level, int group) => _levels[(int)level]?[group];
}
