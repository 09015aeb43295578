using Claviger.Core.Pricing;
using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>What hourly and daily sums are kept by.</summary>
internal readonly record struct UsageSumKey(long Hour, int Workspace, int Key, int Owner, int Model, int Variant)
{
    public static UsageSumKey Of(in UsageRecord record) => new(
        record.AtMs / 3_600_000, record.Workspace, record.Key, record.Owner, record.Model, UsageVariant.Of(record.Tokens).Pack());
}

internal readonly record struct UsageSum(
    long Requests, long Input, long Write5m, long Write1h, long Read, long Output, long Search, long CostNanos, CostParts Parts)
{
    public UsageSum Plus(in UsageRecord record, in CostParts parts) => new(
        Requests + 1,
        Input + record.Tokens.InputTokens,
        Write5m + record.Tokens.CacheWrite5mTokens,
        Write1h + record.Tokens.CacheWrite1hTokens,
        Read + record.Tokens.CacheReadTokens,
        Output + record.Tokens.OutputTokens,
        Search + record.Tokens.WebSearchRequests,
        checked(CostNanos + record.Cost.Nanos),
        Parts + parts);

    public UsageSum Plus(in UsageSum other) => new(
        Requests + other.Requests, Input + other.Input, Write5m + other.Write5m, Write1h + other.Write1h, Read + other.Read, Output + other.Output, Search + other.Search,
        checked(CostNanos + other.CostNanos), Parts + other.Parts);
}
