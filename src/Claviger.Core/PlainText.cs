namespace Claviger.Core;

/// <summary>What people may call things: any script, any markup (it is shown as it is), but nothing that changes how the text around it is shown.</summary>
public static class PlainText
{
    /// <summary>As part of a sentence: "1 to 40 characters, …".</summary>
    public const string NameTakes = "without control and direction characters, and without space at either end";

    public static bool IsName(string text, int most) => text.Length >= 1 && text.Length <= most && !HasTricks(text) && text.Trim() == text;

    /// <summary>
    /// Control characters, line and paragraph separators, and what overrides or isolates the direction of text: with those a name can look like
    /// another one, or move what stands beside it. Marks (U+200E, U+200F) and joiners stay: some scripts need them.
    /// </summary>
    public static bool HasTricks(string text) => text.Any(c => char.IsControl(c) || IsTrick(c));

    /// <summary>The same, where line ends are welcome.</summary>
    public static bool HasTricksBesidesLines(string text) => text.Any(c => char.IsControl(c) && c != '\n' || IsTrick(c));

    /// <summary>Text of others for a page or a file: what would do something to whatever shows it is replaced; tabs and line ends stay.</summary>
    public static string Shown(string text) =>
        text.Any(IsShownOtherwise) ? string.Concat(text.Select(c => IsShownOtherwise(c) ? '\uFFFD' : c)) : text;

    private static bool IsShownOtherwise(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r') || IsTrick(c);

    private static bool IsTrick(char c) => c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
