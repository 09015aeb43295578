using Claviger.Cli.Output;

namespace Claviger.Cli.Help;

/// <summary>Lays out a help page: paragraphs and two columns, wrapped to the terminal, at most 100 wide.</summary>
internal sealed class HelpWriter(Screen screen)
{
    private const int Widest = 100;
    private const int WidestName = 34;

    private readonly int _width = Math.Min(screen.Width, Widest);

    public void Gap() => screen.Line();

    public void Heading(string text)
    {
        Gap();
        screen.Line(text, Tone.Strong);
    }

    public void Text(string text)
    {
        foreach (var line in WordWrap.Lines(text, _width)) screen.Line(line);
    }

    public void Indented(string text) => screen.Line("  " + text);

    /// <summary>Nothing at all when there are no rows.</summary>
    public void Rows(string heading, IEnumerable<(string Name, string Says)> rows, int width = 0)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        Heading(heading);
        var name = Math.Max(width, all.Where(row => row.Name.Length <= WidestName).Select(row => row.Name.Length).DefaultIfEmpty(WidestName).Max());
        foreach (var row in all)
        {
            var lines = WordWrap.Lines(row.Says, Math.Max(24, _width - name - 4)).ToList();
            if (row.Name.Length > name)
            {
                Indented(row.Name);
                foreach (var line in lines) Indented(new string(' ', name + 2) + line);
                continue;
            }

            Indented($"{row.Name.PadRight(name)}  {lines.FirstOrDefault()}".TrimEnd());
            foreach (var line in lines.Skip(1)) Indented(new string(' ', name + 2) + line);
        }
    }

    public void Examples(IReadOnlyList<CommandExample> examples)
    {
        Heading("Examples");
        foreach (var example in examples)
        {
            screen.Line($"  # {example.Says}", Tone.Faint);
            Indented(example.Line);
        }
    }
}
