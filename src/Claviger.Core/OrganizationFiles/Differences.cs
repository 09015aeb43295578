namespace Claviger.Core.OrganizationFiles;

/// <summary>Fields of one thing that differ. What the file doesn't say doesn't differ.</summary>
internal sealed class Differences
{
    private readonly List<PlannedField> _fields = [];

    public IReadOnlyList<PlannedField> Fields => _fields;

    public Differences Text(string name, string? from, string? to)
    {
        if (to is not null && !string.Equals(from ?? "", to, StringComparison.Ordinal)) _fields.Add(new PlannedField(name, from, to));
        return this;
    }

    /// <summary>Order means nothing.</summary>
    public Differences List(string name, IReadOnlyList<string>? from, IReadOnlyList<string>? to)
    {
        if (to is not null && !(from ?? []).Order(StringComparer.Ordinal).SequenceEqual(to.Order(StringComparer.Ordinal))) _fields.Add(new PlannedField(name, from is null ? null : Shown(from), Shown(to)));
        return this;
    }

    public Differences Map(string name, IReadOnlyDictionary<string, string>? from, IReadOnlyDictionary<string, string>? to) =>
        List(name, from?.Select(pair => $"{pair.Key}={pair.Value}").ToList(), to?.Select(pair => $"{pair.Key}={pair.Value}").ToList());

    public Differences Flag(string name, bool? from, bool? to) => Text(name, from is null ? null : Word(from.Value), to is null ? null : Word(to.Value));

    public Differences Number(string name, long? from, long? to) =>
        Text(name, from?.ToString(System.Globalization.CultureInfo.InvariantCulture), to?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Word(bool value) => value ? "true" : "false";

    private static string Shown(IReadOnlyList<string> list) => list.Count == 0 ? "none" : string.Join(", ", list.Order(StringComparer.Ordinal));
}
