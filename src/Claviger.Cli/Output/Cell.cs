namespace Claviger.Cli.Output;

/// <summary>Text of a table's cell. It is neutralised here, once, so that no table can forget to.</summary>
internal readonly record struct Cell
{
    public Cell(string? text, Tone tone = Tone.Plain)
    {
        Text = TerminalText.Safe(text);
        Tone = tone;
    }

    public string Text { get; }

    public Tone Tone { get; }

    public static implicit operator Cell(string? text) => new(text);

    public static Cell Faint(string? text) => new(text, Tone.Faint);
}
