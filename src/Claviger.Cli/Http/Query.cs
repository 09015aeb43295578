using System.Text;

namespace Claviger.Cli.Http;

/// <summary>A query string under construction.</summary>
internal sealed class Query
{
    private readonly StringBuilder _text = new();

    public Query With(string name, string? value)
    {
        if (value is not null) _text.Append(_text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Query With(string name, IEnumerable<string> values)
    {
        foreach (var value in values) With(name, value);
        return this;
    }

    public override string ToString() => _text.ToString();
}
