using System.Text.RegularExpressions;
using Claviger.Core.Keys;

namespace Claviger.Cli.Leaks;

/// <summary>A token in a text, and its first line.</summary>
internal sealed record FoundToken(string Text, int Line)
{
    /// <summary>What may be shown of it.</summary>
    public string Hint => KeyToken.Hint(Text);

    /// <summary>Each once, in their order.</summary>
    public static IReadOnlyList<FoundToken> In(TextReader text)
    {
        var patterns = new Regex(string.Join('|', TokenPatterns.Kinds.Select(TokenPatterns.Of)), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        var found = new Dictionary<string, FoundToken>(StringComparer.Ordinal);
        for (var line = 1; text.ReadLine() is { } words; line++)
            foreach (Match match in patterns.Matches(words)) found.TryAdd(match.Value, new FoundToken(match.Value, line));
        return [.. found.Values];
    }

    /// <summary>Without the token: records print what they hold.</summary>
    public override string ToString() => Hint;
}
