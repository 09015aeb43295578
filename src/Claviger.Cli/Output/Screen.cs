using Spectre.Console;
using Spectre.Console.Rendering;

namespace Claviger.Cli.Output;

/// <summary>Where a command prints: a terminal with its width and colours, or a pipe with neither. The one place that knows Spectre.</summary>
internal sealed class Screen(TextWriter writer, bool isTerminal, int width, bool colors)
{
    // Piped text is never cut or wrapped: programs read it.
    private const int PipeWidth = 10_000;

    public bool IsTerminal => isTerminal;

    public int Width => isTerminal ? Math.Max(width, 40) : PipeWidth;

    public void Line(string text = "", Tone tone = Tone.Plain)
    {
        if (tone == Tone.Plain || !colors || text.Length == 0) writer.WriteLine(text);
        else Draw(new Text(text, StyleOf(tone)), PipeWidth);
    }

    /// <summary>Text on one line, parts in their tones.</summary>
    public void Parts(params ReadOnlySpan<Cell> parts)
    {
        if (!colors)
        {
            foreach (var part in parts) writer.Write(part.Text);
            writer.WriteLine();
            return;
        }

        var line = new Paragraph();
        foreach (var part in parts) line.Append(part.Text, StyleOf(part.Tone));
        Draw(line, PipeWidth);
    }

    public void Raw(string text) => writer.WriteLine(text);

    public void Draw(IRenderable shape, int? at = null)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = at ?? Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(shape);

        var lines = text.ToString().TrimEnd('\n').Split('\n');
        foreach (var line in lines) writer.WriteLine(line.TrimEnd());
    }

    public static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Caution => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon),
        _ => Style.Plain,
    };
}
