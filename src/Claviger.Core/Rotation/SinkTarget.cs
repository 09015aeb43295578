using System.Text.RegularExpressions;
using Claviger.Core.Keys;

namespace Claviger.Core.Rotation;

/// <summary>
/// Templates of paths and names, so that one sink serves many keys. Only what a key keeps for life stands in them: a path that moved
/// with a new name would leave consumers with the old secret.
/// </summary>
public static partial class SinkTarget
{
    private static readonly string[] Known = ["environment", "service", "workspace_id", "key_id"];

    /// <summary>Null: it can be filled in. Otherwise what is wrong, to end "path: …".</summary>
    public static string? FaultIn(string template)
    {
        foreach (Match match in Placeholder().Matches(template))
            if (!Known.Contains(match.Groups[1].Value)) return $"has an unknown placeholder {match.Value}; known are {string.Join(", ", Known.Select(name => $"{{{name}}}"))}";
        return Placeholder().Replace(template, "").AsSpan().ContainsAny('{', '}') ? "has a brace without its other one" : null;
    }

    /// <summary>Whether two keys of an organization never share a place: a key's name, which is unique, is made of environment and service.</summary>
    public static bool TellsKeysApart(string template) =>
        template.Contains("{key_id}", StringComparison.Ordinal)
        || template.Contains("{environment}", StringComparison.Ordinal) && template.Contains("{service}", StringComparison.Ordinal);

    /// <summary>Services, environments and ids are letters, digits, hyphens and underscores: nothing of them leads out of a folder.</summary>
    public static string Fill(string template, ApiKey key) => Placeholder().Replace(template, match => match.Groups[1].Value switch
    {
        "environment" => key.Environment,
        "service" => key.Service,
        "workspace_id" => key.Workspace.Value,
        "key_id" => key.Id.Value,
        _ => match.Value,
    });

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();
}
