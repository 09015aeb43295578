using System.Globalization;

namespace Claviger.Console.Parts;

/// <summary>Counts for people: whole up to ten thousand, then by three digits.</summary>
public static class CountText
{
    private static readonly (long Size, string Unit)[] Units = [(1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K")];

    public static string Brief(long count)
    {
        if (Math.Abs(count) < 10_000) return Exact(count);
        // The next unit, where rounding reaches it: 999,950 is 1M and not 1,000K.
        var (size, unit) = Units.First(known => Math.Abs((decimal)count) >= known.Size * 0.9995m);
        var number = (decimal)count / size;
        return number.ToString(Math.Abs(number) switch { < 10 => "0.##", < 100 => "0.#", _ => "0" }, CultureInfo.InvariantCulture) + unit;
    }

    public static string Exact(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
