using System.Globalization;
using Claviger.Cli.Output;
using Claviger.Core;

namespace Claviger.Cli.Reconciliation;

/// <summary>How much may stay unexplained: <c>0.1%</c> of what was billed, or dollars.</summary>
internal sealed record Tolerance(string Text, decimal? Percent, Money Dollars)
{
    public const string Default = "0.1%";

    /// <summary>A bare number is refused: 5 is as easily meant as a percentage as it is as dollars. <c>usd</c>, because a shell eats <c>$5</c>.</summary>
    public static Tolerance Parse(string text)
    {
        if (text.EndsWith('%') && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100) return new(text, percent, Money.Zero);
        var number = text.StartsWith('$') ? text[1..] : text.EndsWith("usd", StringComparison.OrdinalIgnoreCase) ? text[..^3].TrimEnd() : null;
        var fault = "";
        var dollars = number is null ? Money.Zero : MoneyText.Dollars(number, out fault);
        return fault is null ? new(dollars.ToString(), null, dollars) : throw new CliException(
            ExitCode.Usage, $"--tolerance '{TerminalText.Safe(text)}' is neither a percentage nor an amount with its currency", "Write 0.1% (of what Anthropic billed, at most 100%), or dollars: 5usd, 0.05usd, '$5'");
    }

    /// <param name="billedNanos">What a percentage is of.</param>
    public long Nanos(long billedNanos) => Percent is { } percent ? (long)decimal.Truncate(Math.Abs((decimal)billedNanos) * percent / 100) : Dollars.Nanos;
}
