using System.Text;

namespace Claviger.Core.Reports;

/// <summary>CSV (RFC 4180, with line feeds) that a spreadsheet opens as text: a name that begins like a formula must not become one.</summary>
public static class CsvText
{
    public static void Row(StringBuilder page, params IEnumerable<string?> cells) => page.AppendJoin(',', cells.Select(Cell)).Append('\n');

    /// <summary>Quoted where it must be; where a spreadsheet would calculate, with an apostrophe before it.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        text = PlainText.Shown(text);
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 || safe[0] is '\'' or ' ' ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static bool IsNumber(string text) => decimal.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out _);
}
