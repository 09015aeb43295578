namespace Claviger.Core.OrganizationFiles;

/// <summary>Amounts in a file: with their currency, or it is refused, for a bare 500 may be cents or dollars to whoever reads it.</summary>
public static class MoneyForm
{
    public const string None = "none";

    /// <param name="fault">Null when it was read.</param>
    public static Money? Read(string text, out string? fault)
    {
        fault = null;
        if (text == None) return null;
        var digits = text.StartsWith('$') ? text[1..] : text.EndsWith(" USD", StringComparison.Ordinal) ? text[..^4] : null;
        if (digits is null)
        {
            fault = "an amount needs its currency: write $500, $0.25, or 500 USD; none for no cap";
            return null;
        }

        var money = MoneyText.Dollars(digits.Replace(",", "", StringComparison.Ordinal), out fault);
        return fault is null ? money : null;
    }

    public static string Of(Money? amount) => amount is { } money ? money.ToString() : None;
}
