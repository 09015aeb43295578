using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Claviger.Core.Contracts;

namespace Claviger.Control.OpenApi;

/// <summary>What the contracts' own comments say of their records and fields, out of the compiler's documentation file: nobody writes it twice.</summary>
internal sealed partial class ContractTexts
{
    /// <summary>Embedded by this project's build from the build of Claviger.Core.</summary>
    private const string Resource = "contracts.xml";

    private readonly Dictionary<string, XElement> _members;

    private ContractTexts(XElement members) => _members = members.Elements("member")
        .Where(member => ((string)member.Attribute("name")!).StartsWith($"T:{typeof(WireJson).Namespace}.", StringComparison.Ordinal))
        .ToDictionary(member => ((string)member.Attribute("name")!)[2..], StringComparer.Ordinal);

    public static ContractTexts Read()
    {
        using var stream = typeof(ContractTexts).Assembly.GetManifestResourceStream(Resource)!;
        return new ContractTexts(XElement.Load(stream).Element("members")!);
    }

    /// <summary>Without the route, where it names one: the operation says that.</summary>
    public string? Of(Type record) => Plain(Find(record)?.Element("summary")) is { } text && Route().Replace(text, "") is { Length: > 0 } rest ? char.ToUpperInvariant(rest[0]) + rest[1..] : null;

    /// <param name="name">As the record's parameter is called.</param>
    public string? Of(Type record, string name) => Plain(Find(record)?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == name));

    private XElement? Find(Type record) => _members.GetValueOrDefault((record.IsGenericType ? record.GetGenericTypeDefinition() : record).FullName!);

    private static string? Plain(XElement? text)
    {
        if (text is null) return null;
        var plain = string.Concat(text.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "paramref" } of => $"`{JsonNamingPolicy.SnakeCaseLower.ConvertName((string)of.Attribute("name")!)}`",
            XElement { Name.LocalName: "see" } of => $"`{((string?)of.Attribute("cref") ?? (string?)of.Attribute("langword"))?.Split('.', ':')[^1]}`",
            XElement inner => $"`{inner.Value}`",
            _ => "",
        }));
        return string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex("^`(GET|POST|DELETE) [^`]*`( \\(Claviger's[^)]*\\))?[:,.]? ?")]
    private static partial Regex Route();
}
