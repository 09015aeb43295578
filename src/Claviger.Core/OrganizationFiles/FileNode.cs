using System.Globalization;
using System.Text.Json;
using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <summary>One place of a file: reads what is there, gathers every fault, and knows which keys nobody asked for.</summary>
public sealed class FileNode(JsonElement value, string path, List<FileFault> faults)
{
    private const int MostEntries = 10_000;
    private const int MostText = 2_000;

    private readonly List<string> _known = [];

    public string Path => path;

    public List<FileFault> Faults => faults;

    public string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public void Blame(string name, string message) => faults.Add(new FileFault(name.Length == 0 ? path : At(name), message));

    /// <summary>A mapping; null with a fault when it is something else. An empty place is an empty mapping.</summary>
    public static FileNode? Mapping(JsonElement value, string path, List<FileFault> faults)
    {
        if (value.ValueKind == JsonValueKind.Null) value = JsonSerializer.SerializeToElement(new Dictionary<string, string>());
        if (value.ValueKind == JsonValueKind.Object) return new FileNode(value, path, faults);
        faults.Add(new FileFault(path, "must be a mapping of names to values"));
        return null;
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Null: not there.</summary>
    public FileNode? Child(string name) => Find(name) is { } child ? Mapping(child, At(name), faults) : null;

    public string? Text(string name, Func<string, string?>? faultIn = null)
    {
        if (Find(name) is not { } found) return null;
        if (found.ValueKind is JsonValueKind.Null) return null;
        if (found.ValueKind is not JsonValueKind.String)
        {
            Blame(name, found.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? $"must be text: write it in quotes, \"{found}\"" : "must be text");
            return null;
        }

        var text = found.GetString()!;
        if (text.Length > MostText) Blame(name, $"must be at most {MostText} characters");
        else if (PlainText.HasTricksBesidesLines(text)) Blame(name, "must not hold control or direction characters");
        else if (faultIn?.Invoke(text) is { } fault) Blame(name, fault);
        else return text;
        return null;
    }

    public string? OneOf(string name, params IReadOnlyCollection<string> choices) =>
        Text(name, text => choices.Contains(text) ? null : $"must be one of {string.Join(", ", choices)}{Hint(text, choices)}");

    public bool? Flag(string name)
    {
        if (Find(name) is not { } found || found.ValueKind == JsonValueKind.Null) return null;
        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False) return found.GetBoolean();
        Blame(name, "must be true or false");
        return null;
    }

    public long? Number(string name, long least, long most)
    {
        if (Find(name) is not { } found || found.ValueKind == JsonValueKind.Null) return null;
        if (found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var number) && number >= least && number <= most) return number;
        Blame(name, $"must be a whole number from {least} to {most}");
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return date;
        if (UtcTimeConverter.TryParse(text, out var time)) return time;
        Blame(name, "must be a date like 2026-12-31 or a time like 2026-12-31T09:00:00Z");
        return null;
    }

    public IReadOnlyList<string>? Texts(string name, Func<string, string?>? faultIn = null)
    {
        if (Find(name) is not { } found) return null;
        if (found.ValueKind == JsonValueKind.Null) return [];
        if (found.ValueKind != JsonValueKind.Array)
        {
            Blame(name, "must be a list");
            return null;
        }

        var all = new List<string>();
        var index = 0;
        foreach (var item in found.EnumerateArray())
        {
            var place = $"{At(name)}[{index++}]";
            if (item.ValueKind != JsonValueKind.String) faults.Add(new FileFault(place, "must be text"));
            else if (PlainText.HasTricks(item.GetString()!)) faults.Add(new FileFault(place, "must not hold control or direction characters"));
            else if (faultIn?.Invoke(item.GetString()!) is { } fault) faults.Add(new FileFault(place, fault));
            else if (all.Contains(item.GetString()!)) faults.Add(new FileFault(place, $"names '{item.GetString()}' a second time"));
            else all.Add(item.GetString()!);
        }

        return all;
    }

    /// <summary>Entries by name; null: the section is not there.</summary>
    public IReadOnlyDictionary<string, T>? Map<T>(string name, Func<string, string?> faultInName, Func<FileNode, T> read)
    {
        if (Find(name) is not { } found) return null;
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        if (Mapping(found, At(name), faults) is not { } section) return all;
        var count = 0;
        foreach (var entry in section.Entries())
        {
            if (++count > MostEntries)
            {
                Blame(name, $"must have at most {MostEntries} entries");
                break;
            }

            if (faultInName(entry.Name) is { } fault) faults.Add(new FileFault(section.At(entry.Name), fault));
            if (Mapping(entry.Value, section.At(entry.Name), faults) is not { } node) continue;
            all[entry.Name] = read(node);
            node.Finish();
        }

        return all;
    }

    /// <summary>Items of a list of mappings; null: not there.</summary>
    public IReadOnlyList<T>? Items<T>(string name, Func<FileNode, T> read)
    {
        if (Find(name) is not { } found) return null;
        if (found.ValueKind == JsonValueKind.Null) return [];
        if (found.ValueKind != JsonValueKind.Array)
        {
            Blame(name, "must be a list");
            return null;
        }

        var all = new List<T>();
        var index = 0;
        foreach (var item in found.EnumerateArray())
        {
            if (Mapping(item, $"{At(name)}[{index++}]", faults) is not { } node) continue;
            all.Add(read(node));
            node.Finish();
        }

        return all;
    }

    /// <summary>The value as it stands, read by whoever asks.</summary>
    public JsonElement? Raw(string name) => Find(name);

    public IEnumerable<JsonProperty> Entries() => value.EnumerateObject();

    /// <summary>To be asked last: what nobody asked for is unknown.</summary>
    public void Finish()
    {
        foreach (var entry in value.EnumerateObject())
            if (!_known.Contains(entry.Name)) Blame(entry.Name, $"unknown; known here are {string.Join(", ", _known)}{Hint(entry.Name, _known)}");
    }

    /// <summary>". Did you mean 'x'?", or nothing.</summary>
    public static string Hint(string wanted, IEnumerable<string> known) => Nearest(wanted, known) is { } near ? $". Did you mean '{near}'?" : "";

    private static string? Nearest(string wanted, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Distance: Distance(wanted.ToLowerInvariant(), name.ToLowerInvariant()))).Where(pair => pair.Distance <= Math.Max(1, pair.Name.Length / 3)).OrderBy(pair => pair.Distance).Select(pair => pair.Name).FirstOrDefault();

    private static int Distance(string a, string b)
    {
        if (a.Length > 64 || b.Length > 64) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (left, corner) = (i, i - 1);
            for (var j = 1; j <= b.Length; j++)
            {
                var here = Math.Min(Math.Min(row[j], left) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                (corner, row[j - 1], left) = (row[j], left, here);
            }

            row[b.Length] = left;
        }

        return row[b.Length];
    }

    private JsonElement? Find(string name)
    {
        if (!_known.Contains(name)) _known.Add(name);
        return value.TryGetProperty(name, out var found) ? found : null;
    }
}
