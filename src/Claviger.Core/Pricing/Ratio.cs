namespace Claviger.Core.Pricing;

/// <summary>An exact factor on a price, such as 1/2 or 11/10. Both terms are 1 to 1,000, so that no product of counts, prices and factors leaves 128 bits.</summary>
public readonly record struct Ratio(int Numerator, int Denominator)
{
    public const int LargestTerm = 1_000;

    public static Ratio One => new(1, 1);

    public bool IsMoreThan(Ratio other) => (long)Numerator * other.Denominator > (long)other.Numerator * Denominator;

    /// <summary>Digits, a slash, digits: "11/10". Nothing else, not even spaces.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ratio ratio)
    {
        ratio = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !TryTerm(text[..slash], out var top) || !TryTerm(text[(slash + 1)..], out var bottom)) return false;
        ratio = new Ratio(top, bottom);
        return true;
    }

    public override string ToString() => $"{Numerator}/{Denominator}";

    private static bool TryTerm(ReadOnlySpan<char> text, out int term) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, null, out term) && term is >= 1 and <= LargestTerm;
}
