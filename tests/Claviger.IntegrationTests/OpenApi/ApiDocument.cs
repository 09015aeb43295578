using System.Text.Json;
using System.Text.RegularExpressions;
using Claviger.Control.OpenApi;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>The program's OpenAPI document, as the tests read it.</summary>
internal static partial class ApiDocument
{
    private static readonly Lazy<JsonElement> Whole = new(() => JsonSerializer.Deserialize<JsonElement>(OpenApiDocument.WithoutServer()));

    private static readonly Lazy<IReadOnlyList<ApiOperation>> All = new(() => Root.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(operation => new ApiOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value)))
        // A literal segment goes before one that is a parameter, as the routing has it.
        .OrderBy(operation => operation.Path.Count(character => character == '{')).ToList());

    public static JsonElement Root => Whole.Value;

    public static IReadOnlyList<ApiOperation> Operations => All.Value;

    /// <summary>Null: the document has no such path.</summary>
    public static ApiOperation? Find(string method, string path) =>
        Operations.FirstOrDefault(operation => operation.Method == method && Regex.IsMatch(path, "^" + Placeholder().Replace(operation.Path.Replace(".", "\\."), "[^/]+") + "/?$"));

    /// <summary>Follows a reference, if it is one.</summary>
    public static JsonElement Resolve(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("$ref", out var reference)
            ? reference.GetString()!.Split('/').Skip(1).Aggregate(Root, (found, part) => found.GetProperty(part))
            : node;

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
