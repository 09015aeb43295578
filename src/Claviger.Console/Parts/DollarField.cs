using System.Globalization;
using Claviger.Core;

namespace Claviger.Console.Parts;

/// <summary>Dollars in a form: as people write them (500, 12.50, $1,000), and exact both ways.</summary>
internal static class DollarField
{
    /// <param name="field">To blame; in the API's words.</param>
    public static (string? Cents, Problem? Fault) Read(string? typed, string field)
    {
        if (typed is null) return (null, Problem.Invalid(field, "dollars, for example 500"));
        var amount = MoneyText.Dollars(typed.TrimStart('$').Replace(",", "", StringComparison.Ordinal).Trim(), out var fault);
        return fault is null ? (amount.ToCentsString(), null) : (null, Problem.Invalid(field, fault));
    }

    public static string? Text(string? cents) => cents is null ? null : ((decimal)DollarText.OfCents(cents).Nanos / Money.NanosPerDollar).ToString("0.00#######", CultureInfo.InvariantCulture);
}
