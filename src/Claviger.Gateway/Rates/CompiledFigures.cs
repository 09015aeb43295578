using System.Runtime.CompilerServices;
using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>The figures of one group at one level, ready for buckets. Shared by all that have the same figures. Null: no such limit.</summary>
internal sealed class CompiledFigures
{
    private static readonly ConditionalWeakTable<RateFigures, CompiledFigures> Known = [];

    private CompiledFigures(RateFigures figures)
    {
        Requests = RateOf(figures, LimiterType.RequestsPerMinute);
        Input = RateOf(figures, LimiterType.InputTokensPerMinute);
        UncachedInput = RateOf(figures, LimiterType.InputTokensPerMinuteCacheAware);
        Output = RateOf(figures, LimiterType.OutputTokensPerMinute);
        Concurrency = figures[LimiterType.Concurrency] ?? long.MaxValue;
        Enqueued = figures[LimiterType.EnqueuedBatchRequests] ?? long.MaxValue;
        PerBatch = figures[LimiterType.RequestsPerBatch] ?? long.MaxValue;
    }

    public BucketRate? Requests { get; }
    public BucketRate? Input { get; }
    public BucketRate? UncachedInput { get; }
    public BucketRate? Output { get; }
    public long Concurrency { get; }
    public long Enqueued { get; }
    public long PerBatch { get; }

    public static CompiledFigures Of(RateFigures figures) => Known.GetValue(figures, static figures => new CompiledFigures(figures));

    private static BucketRate? RateOf(RateFigures figures, LimiterType type) => figures[type] is { } limit ? new BucketRate(limit) : null;
}
