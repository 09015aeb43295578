using System.Globalization;
using Claviger.Cli.Output;
using Claviger.Core;

namespace Claviger.Cli.Reconciliation;

/// <summary>How much may stay unexplained: <c>0.1%</c> of what was billed, or dollars.</summary>
internal sealed record Tolerance(string Text, decimal? Percent, Money Dollars)
{
    public const string Default = "0.1%";

    public static Tolerance Parse(string text)
    {
        if (text.EndsWith('%') && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100) return new(text, percent, Money.Zero);
        var dollars = MoneyText.Dollars(text.StartsWith('$') ? text[1..] : text, out var fault);
        return fault is null && !text.EndsWith('%') ? new(text, null, dollars) : throw new CliException(ExitCode.Usage, $"--tolerance '{TerminalText.Safe(text)}' is neither a percentage nor an amount", "Write 0.1% (of what Anthropic billed, at most 100%), or dollars: 5, $5, 0.05");
    }

    /// <param name="billedNanos">What a percentage is of.</param>
    public long Nanos(long billedNanos) => Percent is { } percent ? (long)decimal.Truncate(Math.Abs((decimal)billedNanos) * percent / 100) : Dollars.Nanos;
}
