using System.Text.RegularExpressions;

namespace Claviger.Cli.Scan;

/// <summary>
/// Anthropic knows no environments: people put them into names. A word of a name counts, whatever its case and whatever is around it;
/// names with words of two environments say nothing.
/// </summary>
internal static partial class EnvironmentGuess
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["prod"] = "production", ["production"] = "production", ["prd"] = "production", ["live"] = "production",
        ["stage"] = "staging", ["staging"] = "staging", ["stg"] = "staging", ["preprod"] = "staging", ["uat"] = "staging", ["qa"] = "staging",
        ["dev"] = "development", ["development"] = "development", ["sandbox"] = "development", ["test"] = "development", ["testing"] = "development",
    };

    /// <summary>Null: the name doesn't say, or says two.</summary>
    public static string? Of(string name)
    {
        var found = WordsOf(name).Select(word => Words.GetValueOrDefault(word)).OfType<string>().Distinct().ToList();
        return found is [var one] ? one : null;
    }

    /// <summary>The rest of a key's name without words of environments, as its service; null when nothing is left.</summary>
    public static string? ServiceOf(string name)
    {
        var rest = WordsOf(name).Where(word => !Words.ContainsKey(word)).Select(word => word.ToLowerInvariant()).ToList();
        return rest.Count == 0 ? null : string.Join('-', rest);
    }

    private static IEnumerable<string> WordsOf(string name) => Word().Matches(name).Select(match => match.Value);

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")]
    private static partial Regex Word();
}
