namespace Claviger.Core.Pricing;

/// <summary>Of one cost, in nano-dollars: what is known to be for each class. What they don't add up to is not attributed.</summary>
public readonly record struct CostParts(long Input, long CacheWrite5m, long CacheWrite1h, long CacheRead, long Output, long WebSearch)
{
    public long Sum => checked(Input + CacheWrite5m + CacheWrite1h + CacheRead + Output + WebSearch);

    public static CostParts operator +(in CostParts a, in CostParts b) => checked(new(
        a.Input + b.Input, a.CacheWrite5m + b.CacheWrite5m, a.CacheWrite1h + b.CacheWrite1h, a.CacheRead + b.CacheRead, a.Output + b.Output, a.WebSearch + b.WebSearch));

    /// <summary>More for its largest part; the first of equals.</summary>
    internal CostParts PlusForLargest(long nanos)
    {
        var largest = Math.Max(Math.Max(Math.Max(Input, CacheWrite5m), Math.Max(CacheWrite1h, CacheRead)), Math.Max(Output, WebSearch));
        if (Input == largest) return this with { Input = Input + nanos };
        if (CacheWrite5m == largest) return this with { CacheWrite5m = CacheWrite5m + nanos };
        if (CacheWrite1h == largest) return this with { CacheWrite1h = CacheWrite1h + nanos };
        if (CacheRead == largest) return this with { CacheRead = CacheRead + nanos };
        return Output == largest ? this with { Output = Output + nanos } : this with { WebSearch = WebSearch + nanos };
    }
}
