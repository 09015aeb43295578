using System.Globalization;
using System.Text;

namespace Claviger.Cli.Output;

/// <summary>
/// Makes text from a server safe to print. A name may hold escape sequences that repaint the terminal, or marks that turn
/// text around so that one key reads as another: each such character is shown by its number instead of being obeyed.
/// </summary>
internal static class TerminalText
{
    public static string Safe(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        StringBuilder? made = null;
        var at = 0;
        while (at < text.Length)
        {
            var whole = Rune.TryGetRuneAt(text, at, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            if (!whole || IsObeyed(Rune.GetUnicodeCategory(rune)))
            {
                made ??= new StringBuilder(text, 0, at, text.Length + 16);
                made.Append(CultureInfo.InvariantCulture, $"\\u{(whole ? rune.Value : text[at]):X4}");
            }
            else
            {
                made?.Append(text, at, length);
            }

            at += length;
        }

        return made?.ToString() ?? text;
    }

    /// <summary>The same for JSON text, as JSON escapes: what a program reads stays equal, to the character.</summary>
    public static string SafeJson(string json)
    {
        var made = new StringBuilder(json.Length);
        foreach (var c in json)
        {
            // Line breaks and indentation are ours; inside strings JSON has escaped them, and everything above U+FFFF, already.
            if (c is '\n' or ' ' || !IsObeyed(char.GetUnicodeCategory(c))) made.Append(c);
            else made.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return made.ToString();
    }

    private static bool IsObeyed(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
