using System.Globalization;
using Claviger.Core;

namespace Claviger.Console.Parts;

/// <summary>Money for people: dollars and cents, a thousand with commas, less than a cent by its first digits. What is exact stands in the title.</summary>
public static class DollarText
{
    public static string Brief(Money amount)
    {
        var dollars = (decimal)amount.Nanos / Money.NanosPerDollar;
        var size = Math.Abs(dollars);
        return (dollars < 0 ? "-$" : "$") + size switch
        {
            0 => "0.00",
            < 0.01m => size.ToString("0.####", CultureInfo.InvariantCulture) is "0" ? "0.0001" : size.ToString("0.####", CultureInfo.InvariantCulture),
            >= 1_000_000 => size.ToString("#,0", CultureInfo.InvariantCulture),
            _ => size.ToString("#,0.00", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A round value beside a line of a chart.</summary>
    public static string Axis(long nanos) => nanos == 0 ? "$0" : nanos >= 10_000 * Money.NanosPerDollar ? "$" + CountText.Brief(nanos / Money.NanosPerDollar)
        : nanos >= Money.NanosPerDollar ? "$" + ((decimal)nanos / Money.NanosPerDollar).ToString("#,0.##", CultureInfo.InvariantCulture) : Brief(new Money(nanos));

    /// <summary>Exact cents, as the Admin API writes them; null: zero.</summary>
    public static Money OfCents(string? cents) => cents is null ? Money.Zero : MoneyText.Cents(cents, out _);
}
