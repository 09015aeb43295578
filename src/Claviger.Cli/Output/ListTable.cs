using Spectre.Console;

namespace Claviger.Cli.Output;

/// <summary>
/// Rows under upper-case headers, without borders. A terminal too narrow first loses the columns that matter least, then cuts
/// long names; a pipe gets everything whole.
/// </summary>
internal sealed class ListTable(params IReadOnlyList<Column> columns)
{
    private const int Gap = 2;
    private const int NarrowestCut = 8;

    private readonly List<Cell[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(params Cell[] cells) => _rows.Add(cells);

    public void Print(Screen screen)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        var widths = columns.Select((column, i) => Math.Max(Width(column.Header), _rows.Select(row => Width(row[i].Text)).DefaultIfEmpty(0).Max())).ToArray();
        while (Total(shown, widths) > screen.Width && shown.Where(i => columns[i].DropsAt > 0).OrderBy(i => columns[i].DropsAt).Select(i => (int?)i).FirstOrDefault() is { } least)
            shown.Remove(least);
        while (Total(shown, widths) > screen.Width && shown.Where(i => columns[i].MayShrink && widths[i] > NarrowestCut).OrderByDescending(i => widths[i]).Select(i => (int?)i).FirstOrDefault() is { } widest)
            widths[widest]--;

        var table = new Table().NoBorder();
        foreach (var i in shown)
        {
            var column = new TableColumn(new Text(columns[i].Header, Screen.StyleOf(Tone.Strong))).NoWrap().Padding(0, 0, i == shown[^1] ? 0 : Gap, 0);
            table.AddColumn(columns[i].Right ? column.RightAligned() : column);
        }

        foreach (var row in _rows) table.AddRow(shown.Select(i => new Text(Cut(row[i].Text, widths[i]), Screen.StyleOf(row[i].Tone))));
        // Spectre would wrap what still does not fit; a line that the terminal wraps itself can at least be copied whole.
        screen.Draw(table, Math.Max(screen.Width, Total(shown, widths) + 1));
    }

    private static int Total(List<int> shown, int[] widths) => shown.Sum(i => widths[i]) + Gap * (shown.Count - 1);

    private static int Width(string text) => text.GetCellWidth();

    private static string Cut(string text, int width)
    {
        if (Width(text) <= width) return text;
        var kept = 0;
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Width(rune.ToString());
            if (used > width - 1) break;
            kept += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, kept), "…");
    }
}
