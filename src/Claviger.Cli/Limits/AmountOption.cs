using Claviger.Cli.Output;
using Claviger.Core;

namespace Claviger.Cli.Limits;

/// <summary>Amounts as a person writes them: dollars, with or without their sign, to the nano-dollar.</summary>
internal static class AmountOption
{
    public const string None = "none";

    public static Money Read(string option, string text)
    {
        var money = MoneyText.Dollars(text.StartsWith('$') ? text[1..] : text, out var fault);
        return fault is null ? money : throw new CliException(ExitCode.Usage, $"{option} '{TerminalText.Safe(text)}' {fault}", "Dollars are written like 500, 0.25 or $500.00");
    }

    /// <summary>The server's cents; null for none.</summary>
    public static string? CentsOrNone(string option, string text) =>
        string.Equals(text, None, StringComparison.OrdinalIgnoreCase) ? null : Read(option, text).ToCentsString();
}
