namespace Claviger.Core;

/// <summary>
/// US dollars in billionths (nano-dollars), because a price per token goes below a micro-dollar.
/// Checked: overflow is a bug and throws, it never wraps. 2^63 nano-dollars are about 9.2 billion dollars.
/// </summary>
public readonly record struct Money(long Nanos) : IComparable<Money>
{
    public const long NanosPerDollar = 1_000_000_000;
    public const long NanosPerCent = 10_000_000;

    public static Money Zero => default;

    public static Money operator +(Money a, Money b) => new(checked(a.Nanos + b.Nanos));
    public static Money operator -(Money a, Money b) => new(checked(a.Nanos - b.Nanos));
    public static bool operator <(Money a, Money b) => a.Nanos < b.Nanos;
    public static bool operator >(Money a, Money b) => a.Nanos > b.Nanos;
    public static bool operator <=(Money a, Money b) => a.Nanos <= b.Nanos;
    public static bool operator >=(Money a, Money b) => a.Nanos >= b.Nanos;

    public static Money Max(Money a, Money b) => a >= b ? a : b;

    public int CompareTo(Money other) => Nanos.CompareTo(other.Nanos);

    /// <summary>
    /// Exact cents as Anthropic's reports write them: a decimal string, fraction only where there is one ("123.45", "0.0012").
    /// </summary>
    public string ToCentsString() => Decimal(Nanos, NanosPerCent, 7, minimumFraction: 0);

    /// <summary>Exact dollars with at least two decimals ("$1.50", "$0.000123").</summary>
    public override string ToString() =>
        (Nanos < 0 ? "-$" : "$") + Decimal(Nanos, NanosPerDollar, 9, minimumFraction: 2).TrimStart('-');

    private static string Decimal(long nanos, long unit, int digits, int minimumFraction)
    {
        var magnitude = UInt128.CreateChecked(nanos < 0 ? -(Int128)nanos : nanos);
        var whole = magnitude / (UInt128)unit;
        var fraction = ((ulong)(magnitude % (UInt128)unit)).ToString().PadLeft(digits, '0').TrimEnd('0').PadRight(minimumFraction, '0');
        var sign = nanos < 0 ? "-" : "";
        return fraction.Length == 0 ? $"{sign}{whole}" : $"{sign}{whole}.{fraction}";
    }
}
