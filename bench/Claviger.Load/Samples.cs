namespace Claviger.Load;

/// <summary>Durations in nanoseconds, kept one by one: percentiles are exact.</summary>
internal sealed class Samples
{
    private readonly List<long> _values = [];

    public int Count => _values.Count;

    public void Add(long nanoseconds) => _values.Add(nanoseconds);

    public void AddAll(Samples other) => _values.AddRange(other._values);

    /// <summary>In microseconds, one decimal; 0 where there is nothing.</summary>
    public double Percentile(double percent)
    {
        if (_values.Count == 0) return 0;
        _values.Sort();
        var index = (int)Math.Ceiling(percent / 100 * _values.Count) - 1;
        return Math.Round(_values[Math.Clamp(index, 0, _values.Count - 1)] / 1_000.0, 1);
    }
}
