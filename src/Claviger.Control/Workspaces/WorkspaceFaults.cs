using System.Text.RegularExpressions;
using Claviger.Core;

namespace Claviger.Control.Workspaces;

internal static partial class WorkspaceFaults
{
    private const int MaxTags = 50;

    public static Problem? InName(string name) => PlainText.IsName(name, 40)
        ? null
        : Problem.Invalid("name", $"must be 1 to 40 characters, {PlainText.NameTakes}");

    public static Problem? InColor(string? color) => color is null || Color().IsMatch(color) ? null : Problem.Invalid("display_color", "must look like #6C5BB9");

    public static Problem? InTags(IEnumerable<KeyValuePair<string, string?>>? tags)
    {
        if (tags is null) return null;
        var all = tags.ToList();
        if (all.Count > MaxTags) return Problem.Invalid("tags", $"at most {MaxTags} on a workspace");
        foreach (var (key, value) in all)
        {
            if (key.Length is < 1 or > 64 || PlainText.HasTricks(key)) return Problem.Invalid("tags", "a key must be 1 to 64 characters, without control and direction characters");
            if (key.StartsWith("anthropic", StringComparison.OrdinalIgnoreCase)) return Problem.Invalid("tags", "keys must not begin with anthropic");
            if (value is { Length: > 256 } || value is not null && PlainText.HasTricks(value)) return Problem.Invalid("tags", "a value must be at most 256 characters, without control and direction characters");
        }

        return null;
    }

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z")]
    private static partial Regex Color();
}
