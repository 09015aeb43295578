using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>What reports can be grouped by.</summary>
public enum UsageDimension
{
    Workspace,
    Key,
    Model,
    Tier,
    Geo,
    Speed,
    LongContext,

    /// <summary>Who owned the key when the request was admitted.</summary>
    Owner,
}

/// <param name="FromMs">Inclusive, at the start of a bucket.</param>
/// <param name="ToMs">Exclusive.</param>
/// <param name="BucketMs">60,000, 3,600,000 or 86,400,000.</param>
/// <param name="Workspaces">Numbers to keep; null: all. Likewise keys, models and owners.</param>
public sealed record UsageReportQuery(
    long FromMs, long ToMs, long BucketMs, IReadOnlySet<UsageDimension> GroupBy,
    IReadOnlyList<int>? Workspaces, IReadOnlyList<int>? Keys, IReadOnlyList<int>? Models, ServiceTier? Tier,
    IReadOnlyList<int>? Owners = null);

/// <summary>One sum. <see cref="Bucket"/> counts buckets since 1970; a dimension not grouped by is null.</summary>
public sealed record UsageReportRow
{
    public long Bucket { get; init; }
    public int? Workspace { get; init; }
    public int? Key { get; init; }
    public int? Model { get; init; }
    public int? Tier { get; init; }
    public int? Geo { get; init; }
    public int? Speed { get; init; }
    public int? LongContext { get; init; }

    /// <summary>As <see cref="Principals.PrincipalStore"/> numbers them; 0: nobody known.</summary>
    public int? Owner { get; init; }

    public long Requests { get; init; }
    public long Input { get; init; }
    public long CacheWrite5m { get; init; }
    public long CacheWrite1h { get; init; }
    public long CacheRead { get; init; }
    public long Output { get; init; }
    public long WebSearch { get; init; }
    public long CostNanos { get; init; }
}
