namespace Claviger.Core.Pricing;

/// <summary>Decimal dollars as people write them, to whole nano-dollars. No floating point on the way, and no rounding: what doesn't fit is refused.</summary>
public static class PriceText
{
    /// <summary>10,000 USD per million tokens, two orders above any known price: beyond it somebody mistook the unit.</summary>
    public const long LargestNanos = 10_000 * Money.NanosPerDollar;

    /// <summary>Null when the text was taken; otherwise what is wrong with it.</summary>
    public static string? Parse(ReadOnlySpan<char> text, out long nanos)
    {
        nanos = 0;
        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? default : text[(dot + 1)..].TrimEnd('0');
        if (text.Length > 0 && text[0] == '-') return "a price can't be negative";
        if (whole.IsEmpty || whole.ContainsAnyExceptInRange('0', '9')) return "not a decimal number";
        if (dot == text.Length - 1 || fraction.ContainsAnyExceptInRange('0', '9')) return "not a decimal number";
        if (fraction.Length > 9) return "finer than a nano-dollar per million";
        if (whole.TrimStart('0').Length > 5) return TooLarge;

        foreach (var digit in whole) nanos = nanos * 10 + (digit - '0');
        for (var i = 0; i < 9; i++) nanos = nanos * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);
        if (nanos <= LargestNanos) return null;

        nanos = 0;
        return TooLarge;
    }

    private const string TooLarge = "more than 10,000 USD";
}
