namespace Claviger.Core.Rates;

/// <summary>Names of limiters on the wire (Anthropic's where it has one), and which of them a group knows.</summary>
public static class LimiterNames
{
    private static readonly LimiterType[] OfModels =
        [LimiterType.RequestsPerMinute, LimiterType.InputTokensPerMinute, LimiterType.InputTokensPerMinuteCacheAware, LimiterType.OutputTokensPerMinute, LimiterType.Concurrency];

    private static readonly LimiterType[] OfBatches = [LimiterType.RequestsPerMinute, LimiterType.EnqueuedBatchRequests, LimiterType.RequestsPerBatch];

    private static readonly LimiterType[] OfCalls = [LimiterType.RequestsPerMinute];

    public static string Of(LimiterType type) => type switch
    {
        LimiterType.RequestsPerMinute => "requests_per_minute",
        LimiterType.InputTokensPerMinute => "input_tokens_per_minute",
        LimiterType.InputTokensPerMinuteCacheAware => "input_tokens_per_minute_cache_aware",
        LimiterType.OutputTokensPerMinute => "output_tokens_per_minute",
        LimiterType.Concurrency => "concurrency",
        LimiterType.EnqueuedBatchRequests => "enqueued_batch_requests",
        LimiterType.RequestsPerBatch => "requests_per_batch",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static LimiterType? Find(string name)
    {
        foreach (var type in Enum.GetValues<LimiterType>())
            if (Of(type) == name) return type;
        return null;
    }

    /// <summary>In the order in which answers list them.</summary>
    public static IReadOnlyList<LimiterType> KnownTo(RateGroup group) => group.Type switch
    {
        RateGroupType.ModelGroup => OfModels,
        RateGroupType.Batch => OfBatches,
        _ => OfCalls,
    };

    /// <summary>For messages: "requests per minute".</summary>
    public static string Words(LimiterType type) => type switch
    {
        LimiterType.RequestsPerMinute => "requests per minute",
        LimiterType.InputTokensPerMinute => "input tokens per minute (cache reads count)",
        LimiterType.InputTokensPerMinuteCacheAware => "input tokens per minute",
        LimiterType.OutputTokensPerMinute => "output tokens per minute",
        LimiterType.Concurrency => "requests at once",
        LimiterType.EnqueuedBatchRequests => "requests waiting in batches",
        LimiterType.RequestsPerBatch => "requests in one batch",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
