using System.Globalization;
using Claviger.Cli.Output;
using Claviger.Core;

namespace Claviger.Cli.Usage;

/// <summary>Money between the server's exact cents and a table's dollars. No floating point on the way.</summary>
internal static class DollarText
{
    private const long NanosPerShownUnit = Money.NanosPerDollar / 10_000;

    public static Money OfCents(string cents)
    {
        if (decimal.TryParse(cents, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value * Money.NanosPerCent is var nanos && nanos == decimal.Truncate(nanos) && nanos is >= long.MinValue and <= long.MaxValue)
            return new Money((long)nanos);
        throw new CliException(ExitCode.Refused, $"the server sent a cost that is not a number of cents: '{TerminalText.Safe(cents)}'");
    }

    /// <summary>Four decimals, half away from zero. What is not nothing never reads as nothing.</summary>
    public static string Rounded(Money money, bool grouped)
    {
        if (money > Money.Zero && money.Nanos < NanosPerShownUnit / 2) return "<$0.0001";
        var dollars = decimal.Round((decimal)money.Nanos / Money.NanosPerDollar, 4, MidpointRounding.AwayFromZero);
        var text = Math.Abs(dollars).ToString(grouped ? "N4" : "F4", CultureInfo.InvariantCulture);
        return dollars < 0 ? $"-${text}" : $"${text}";
    }
}
