namespace Claviger.Core;

/// <summary>
/// Reads amounts that people and programs write. Exact or refused: nothing is rounded, clamped or guessed, and each fault says
/// what to write instead. Anthropic's amounts are whole cents; fractions down to a nano-dollar are Claviger's extension.
/// </summary>
public static class MoneyText
{
    /// <summary>2^63-1 nano-dollars.</summary>
    public static Money Most { get; } = new(long.MaxValue);

    // Longer than any amount with all its digits; bounds the work on a hostile one.
    private const int MaxLength = 40;

    /// <summary>A decimal string of cents: <c>50000</c> is $500, <c>12.5</c> is 12 cents and a half.</summary>
    /// <param name="fault">Null when it was read.</param>
    public static Money Cents(string text, out string? fault) => Read(text, 7, "cents", "50000", out fault);

    /// <summary>A decimal string of dollars, without currency sign.</summary>
    public static Money Dollars(string text, out string? fault) => Read(text, 9, "dollars", "500", out fault);

    /// <param name="digits">Decimals of the unit down to a nano-dollar.</param>
    private static Money Read(string text, int digits, string unit, string example, out string? fault)
    {
        fault = FaultIn(text, unit, example);
        if (fault is not null) return default;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "" : text[(point + 1)..].TrimEnd('0');
        if (fraction.Length > digits)
        {
            fault = $"is finer than a nano-dollar: at most {digits} decimals of {unit}";
            return default;
        }

        Int128 nanos = 0;
        foreach (var digit in whole + fraction.PadRight(digits, '0'))
        {
            nanos = nanos * 10 + (digit - '0');
            if (nanos <= long.MaxValue) continue;
            fault = $"is too large: at most {(unit == "cents" ? Most.ToCentsString() : Most.ToString()[1..])} {unit}";
            return default;
        }

        return new Money((long)nanos);
    }

    private static string? FaultIn(string text, string unit, string example)
    {
        if (text.Length == 0) return $"is empty: write {unit} in plain digits, for example {example}";
        if (text.Any(char.IsWhiteSpace)) return "has blanks in it: write digits only";
        if (text[0] == '-') return "must not be negative";
        if (text[0] == '+') return "must have no sign";
        if (text.Contains("nan", StringComparison.OrdinalIgnoreCase) || text.Contains("inf", StringComparison.OrdinalIgnoreCase)) return $"is not a number: write {unit} in plain digits, for example {example}";
        if (char.IsAsciiDigit(text[0]) && text.Any(c => c is 'e' or 'E')) return "must have no exponent: write all its digits";
        if (text.Any(c => c is ',' or '_' or '\'')) return "must have no separators between its digits; a fraction begins with a point";
        if (text.Any(c => c != '.' && !char.IsAsciiDigit(c))) return $"is not a number: write {unit} in plain digits, for example {example}";
        if (text.Count(c => c == '.') > 1) return "has more than one point";
        if (text[0] == '.' || text[^1] == '.') return "must have digits on both sides of the point";
        return text.Length > MaxLength ? $"is too long: at most {MaxLength} characters" : null;
    }
}
