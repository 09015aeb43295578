using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.OrganizationFiles;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Claviger.Cli.OrganizationFiles;

/// <summary>
/// YAML as a tree of names and values, with the line of each. Strict: one document; no anchors, aliases, tags or merge keys, so that no file
/// means more than it shows (and none grows when it is read); no name twice; bounded in size and depth.
/// </summary>
internal sealed class YamlTree
{
    private const int MostBytes = 1 << 20;
    private const int MostDepth = 12;

    private readonly Dictionary<string, (long Line, long Column)> _places = new(StringComparer.Ordinal);
    private readonly List<FileFault> _faults = [];

    public JsonElement Root { get; private set; }

    public IReadOnlyList<FileFault> Faults => _faults;

    /// <summary>Where a path of the file stands, or the nearest place above it; 1-based.</summary>
    public (long Line, long Column) PlaceOf(string path)
    {
        while (true)
        {
            if (_places.TryGetValue(path, out var place)) return place;
            if (path.Length == 0) return (1, 1);
            path = path[..Math.Max(0, Math.Max(path.LastIndexOf('.'), path.LastIndexOf('[')))];
        }
    }

    public static YamlTree Read(string text)
    {
        var tree = new YamlTree();
        if (text.Length > MostBytes)
        {
            tree._faults.Add(new FileFault("", $"is larger than {MostBytes / 1024} KiB"));
            return tree;
        }

        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                tree._faults.Add(new FileFault("", "is empty: begin with version: 1"));
                return tree;
            }

            parser.Consume<DocumentStart>();
            var root = tree.NodeOf(parser, "", 0);
            parser.Consume<DocumentEnd>();
            if (parser.Current is DocumentStart second) tree.Blame("", second.Start, "holds a second document: a file is one");
            tree.Root = JsonSerializer.SerializeToElement(root);
        }
        catch (YamlException fault)
        {
            tree._places["(yaml)"] = (fault.Start.Line, fault.Start.Column);
            tree._faults.Add(new FileFault("(yaml)", fault.InnerException?.Message ?? fault.Message));
        }
        catch (TooDeepException)
        {
            tree._faults.Add(new FileFault("", $"is nested more than {MostDepth} deep"));
        }

        return tree;
    }

    private JsonNode? NodeOf(Parser parser, string path, int depth)
    {
        if (depth > MostDepth) throw new TooDeepException();
        var here = parser.Current!;
        _places.TryAdd(path, (here.Start.Line, here.Start.Column));
        if (here is AnchorAlias)
        {
            Blame(path, here.Start, "is an alias: write the value out, so that the file shows what it means");
            parser.MoveNext();
            return null;
        }

        if (here is NodeEvent { Anchor.IsEmpty: false }) Blame(path, here.Start, "has an anchor: write values out where they belong");
        if (here is NodeEvent { Tag.IsEmpty: false }) Blame(path, here.Start, "has a tag: values are what they look like, or text in quotes");
        if (parser.TryConsume<Scalar>(out var scalar)) return ValueOf(scalar);
        return parser.TryConsume<SequenceStart>(out _) ? ListOf(parser, path, depth) : MappingOf(parser, path, depth);
    }

    private JsonArray ListOf(Parser parser, string path, int depth)
    {
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(NodeOf(parser, $"{path}[{list.Count}]", depth + 1));
        return list;
    }

    private JsonObject MappingOf(Parser parser, string path, int depth)
    {
        parser.Consume<MappingStart>();
        var mapping = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!.Start;
            if (!parser.TryConsume<Scalar>(out var key))
            {
                Blame(path, start, "has a name that is not a word: names are text");
                NodeOf(parser, path + "[?]", depth + 1);
                NodeOf(parser, path + "[?]", depth + 1);
                continue;
            }

            var at = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            _places[at] = (key.Start.Line, key.Start.Column);
            if (!key.Anchor.IsEmpty) Blame(at, key.Start, "has an anchor: write values out where they belong");
            if (key is { Value: "<<", Style: ScalarStyle.Plain }) Blame(at, key.Start, "merges another mapping: write its values out");
            var value = NodeOf(parser, at, depth + 1);
            if (!mapping.TryAdd(key.Value, value)) Blame(at, key.Start, "stands here a second time: which of the two counts?");
        }

        return mapping;
    }

    /// <summary>The core schema of YAML 1.2: only true, false, null and plain numbers are anything but text.</summary>
    private static JsonValue? ValueOf(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(scalar.Value);
        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL": return null;
            case "true" or "True" or "TRUE": return JsonValue.Create(true);
            case "false" or "False" or "FALSE": return JsonValue.Create(false);
        }

        if (long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && scalar.Value is not ['0', _, ..]) return JsonValue.Create(whole);
        if (scalar.Value[0] is >= '0' and <= '9' or '-' or '.' && decimal.TryParse(scalar.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return JsonValue.Create(number);
        return JsonValue.Create(scalar.Value);
    }

    private void Blame(string path, Mark at, string message)
    {
        _places[path + " "] = (at.Line, at.Column);
        _faults.Add(new FileFault(path + " ", message));
    }

    private sealed class TooDeepException : Exception;
}
