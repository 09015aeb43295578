using System.Globalization;

namespace Claviger.Load;

/// <summary><c>--name value</c> pairs, all of them required unless asked for with a default.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = [];

    public Options(IEnumerable<string> args)
    {
        foreach (var pair in args.Chunk(2))
        {
            if (pair is not [['-', '-', .. var name], var value]) throw new ArgumentException($"'{pair[0]}' is not --name with a value");
            _values[name] = value;
        }
    }

    public string this[string name] => _values.GetValueOrDefault(name) ?? throw new ArgumentException($"--{name} is missing");

    public int Number(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    public Uri Url(string name) => new(this[name]);

    /// <summary>The keys to present, in turn.</summary>
    public string[] Keys() => File.ReadAllLines(this["keys"]);
}
