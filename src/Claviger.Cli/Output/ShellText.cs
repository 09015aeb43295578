using System.Text.RegularExpressions;

namespace Claviger.Cli.Output;

/// <summary>Words for a command line that a person will paste: whatever they hold, the shell takes them as one plain word.</summary>
internal static partial class ShellText
{
    public static string Quote(string text)
    {
        var safe = TerminalText.Safe(text);
        return Plain().IsMatch(safe) ? safe : $"'{safe.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    [GeneratedRegex("^[A-Za-z0-9_./:@%+=-]+$")]
    private static partial Regex Plain();
}
