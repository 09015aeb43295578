using System.Globalization;

namespace Claviger.Load;

/// <summary>Median and both ends of the rounds.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0) return null;
        var middle = sorted.Count / 2;
        return new Spread(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }

    public string Text(string format) => string.Create(CultureInfo.InvariantCulture,
        $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Least.ToString(format, CultureInfo.InvariantCulture)}..{Most.ToString(format, CultureInfo.InvariantCulture)})");
}
