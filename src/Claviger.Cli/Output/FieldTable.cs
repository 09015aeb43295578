using Spectre.Console;

namespace Claviger.Cli.Output;

/// <summary>One thing, a line a field: label, then value.</summary>
internal sealed class FieldTable
{
    private readonly List<(string Label, Cell Value)> _fields = [];

    public void Add(string label, Cell value) => _fields.Add((label, value));

    /// <summary>Left out when there is no value.</summary>
    public void AddSome(string label, Cell? value)
    {
        if (value is { Text.Length: > 0 } some) Add(label, some);
    }

    public void Print(Screen screen)
    {
        var table = new Table().NoBorder().HideHeaders();
        table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 3, 0));
        table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 0, 0));
        foreach (var (label, value) in _fields)
            table.AddRow(new Text(label, Screen.StyleOf(Tone.Faint)), new Text(value.Text, Screen.StyleOf(value.Tone)));
        var longest = _fields.Max(field => field.Label.GetCellWidth() + 4 + field.Value.Text.GetCellWidth());
        screen.Draw(table, Math.Max(screen.Width, longest));
    }
}
