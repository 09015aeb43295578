using System.Globalization;
using Claviger.Core;

namespace Claviger.Cli.Limits;

/// <summary>Dollars of limits for eyes: cents from a dollar on, four decimals below. A pipe gets every digit.</summary>
internal static class LimitMoney
{
    private const long NanosPerShownUnit = Money.NanosPerDollar / 10_000;

    /// <param name="up">Whatever isn't shown is added: spent money must not read as less, nor money that is left as more.</param>
    public static string Of(Money money, bool forEyes, bool up)
    {
        if (!forEyes) return money.ToString();
        var (unit, format) = money == Money.Zero || money.Nanos >= Money.NanosPerDollar ? (Money.NanosPerCent, "N2") : (NanosPerShownUnit, "N4");
        var shown = money.Nanos / unit + (up && money.Nanos % unit > 0 ? 1 : 0);
        return "$" + ((decimal)shown * unit / Money.NanosPerDollar).ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>To the last digit: it is what somebody set.</summary>
    public static string Exact(Money money, bool forEyes) => forEyes && money.Nanos % Money.NanosPerCent == 0
        ? "$" + ((decimal)money.Nanos / Money.NanosPerDollar).ToString("N2", CultureInfo.InvariantCulture)
        : money.ToString();
}
