using System.Text;
using Claviger.Core;
using Claviger.Core.Reports;

namespace Claviger.Cli.Usage;

/// <summary>A report as CSV: ids beside names, whole counts, exact dollars. No total, so that a column can be summed.</summary>
internal static class CsvPage
{
    public static void Print(CliRun run, IEnumerable<string> heads, IEnumerable<IEnumerable<string?>> rows)
    {
        var page = new StringBuilder();
        CsvText.Row(page, heads);
        foreach (var row in rows) CsvText.Row(page, row);
        run.Out.Raw(page.ToString().TrimEnd('\n'));
    }

    /// <summary>Dollars without a sign of the currency: a number to a spreadsheet.</summary>
    public static string Dollars(Money money) => money.ToString().Replace("$", "", StringComparison.Ordinal);

    /// <exception cref="CliException">JSON and CSV are asked for at once.</exception>
    public static bool IsWanted(CliRun run, bool csv) =>
        csv && run.IsJson ? throw new CliException(ExitCode.Usage, "only one of --json and --csv at a time") : csv;
}
