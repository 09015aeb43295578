using System.Text;

namespace Claviger.Core.Reports;

/// <summary>Markdown that shows names as they are: somebody's choice of a name must not become a link, a table cell or a tag in a report.</summary>
public static class MarkdownText
{
    private const string Special = "\\`*_{}[]<>()#+!|~&";

    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            var isFormat = Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;
            if (isFormat) safe.Append('\uFFFD'); // line ends break a table, direction marks show a name backwards
            else
            {
                if (rune.IsAscii && Special.Contains((char)rune.Value)) safe.Append('\\');
                safe.Append(rune.ToString());
            }
        }

        return safe.ToString();
    }

    /// <param name="rows">Cells that are Markdown already.</param>
    public static void Table(StringBuilder page, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Append("| ").AppendJoin(" | ", heads).Append(" |\n|").Append(string.Concat(Enumerable.Repeat("---|", heads.Count))).Append('\n');
        foreach (var row in rows) page.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        page.Append('\n');
    }

    /// <summary>To the minute, in UTC: a report is read in any zone.</summary>
    public static string Time(DateTimeOffset? time, string otherwise) =>
        time is { } at ? at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
