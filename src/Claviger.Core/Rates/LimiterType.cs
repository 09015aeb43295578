namespace Claviger.Core.Rates;

/// <summary>What a rate limit counts. Numbers are stored; never renumber. Names: <see cref="LimiterNames"/>.</summary>
public enum LimiterType : byte
{
    RequestsPerMinute = 0,

    /// <summary>Input tokens, cache reads among them.</summary>
    InputTokensPerMinute = 1,

    /// <summary>Input tokens without cache reads: what upstream counts for all but the oldest models.</summary>
    InputTokensPerMinuteCacheAware = 2,

    OutputTokensPerMinute = 3,

    /// <summary>Requests that run at once (Claviger's own).</summary>
    Concurrency = 4,

    /// <summary>Requests that wait in batches.</summary>
    EnqueuedBatchRequests = 5,

    /// <summary>Requests in one batch.</summary>
    RequestsPerBatch = 6,
}
