using System.Globalization;
using System.Text.RegularExpressions;
using Claviger.Core;

namespace Claviger.Console.Parts;

/// <summary>Dollars in a form: as people write them (500, 12.50, $1,000), and exact both ways.</summary>
internal static partial class DollarField
{
    /// <param name="field">To blame; in the API's words.</param>
    public static (string? Cents, Problem? Fault) Read(string? typed, string field)
    {
        if (typed is null) return (null, Problem.Invalid(field, "dollars, for example 500"));
        var text = typed.Trim().TrimStart('$').TrimStart();
        // Half of Europe writes 12,50 for twelve and a half: taken for a thousand's comma it would be a cap a hundred times too high.
        if (text.Contains(',', StringComparison.Ordinal) && !Thousands().IsMatch(text)) return (null, Problem.Invalid(field, "write a decimal point (12.50); commas stand between thousands only (1,250.50)"));
        var amount = MoneyText.Dollars(text.Replace(",", "", StringComparison.Ordinal), out var fault);
        return fault is null ? (amount.ToCentsString(), null) : (null, Problem.Invalid(field, fault));
    }

    public static string? Text(string? cents) => cents is null ? null : ((decimal)DollarText.OfCents(cents).Nanos / Money.NanosPerDollar).ToString("0.00#######", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$")]
    private static partial Regex Thousands();
}
