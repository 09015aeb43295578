namespace Claviger.Core.Rates;

/// <summary>The limits of one group at one level. Immutable and shared: every key of a tier points to the same ones.</summary>
public sealed class RateFigures
{
    /// <summary>A billion: below it a bucket's arithmetic in nanoseconds is exact enough for a single token.</summary>
    public const long Largest = 1_000_000_000;

    private static readonly int Types = Enum.GetValues<LimiterType>().Length;

    private readonly long[] _values; // 0: no limit of that type

    private RateFigures(long[] values) => _values = values;

    public static RateFigures None { get; } = new(new long[Types]);

    /// <summary>Null: no limit of that type.</summary>
    public long? this[LimiterType type] => _values[(int)type] is > 0 and var value ? value : null;

    public bool IsNone => !_values.AsSpan().ContainsAnyExcept(0);

    /// <param name="value">1 to <see cref="Largest"/>, or null for none.</param>
    public RateFigures With(LimiterType type, long? value)
    {
        if (value is < 1 or > Largest) throw new ArgumentOutOfRangeException(nameof(value));
        var values = (long[])_values.Clone();
        values[(int)type] = value ?? 0;
        return new RateFigures(values);
    }

    /// <summary>The tighter of the two, limiter by limiter: what holds when both apply at once.</summary>
    public RateFigures TightenedBy(RateFigures other)
    {
        var values = new long[Types];
        for (var i = 0; i < Types; i++)
        {
            var (mine, theirs) = (_values[i], other._values[i]);
            values[i] = mine == 0 ? theirs : theirs == 0 ? mine : Math.Min(mine, theirs);
        }

        return new RateFigures(values);
    }

    public bool SameAs(RateFigures other) => _values.AsSpan().SequenceEqual(other._values);
}
