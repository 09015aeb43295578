using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Claviger.Core.Leaks;

/// <summary>
/// Where a token was seen, fit for an audit entry: bounded, without characters that steer a terminal or turn a line around, and
/// without the token itself, which addresses like to hold.
/// </summary>
public sealed partial record LeakPlace
{
    /// <summary>Characters of an address. Ten of them, each character escaped to six bytes, still fit an entry.</summary>
    public const int MostOfUrl = 300;

    private const int MostOfSource = 60;

    private LeakPlace(string url, string source) => (Url, Source) = (url, source);

    public string Url { get; }

    /// <summary>What kind of place, in the reporter's words: content, commit, gist_content, npm …</summary>
    public string Source { get; }

    public static LeakPlace Of(string? url, string? source) => new(Clean(url, MostOfUrl), Clean(source, MostOfSource));

    /// <summary>Tells places apart without keeping them twice.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Source}\n{Url}")).AsSpan(0, 16));

    private static string Clean(string? text, int most)
    {
        var plain = Tokens().Replace((text ?? "").Trim(), found => found.Value[..5] + "[removed]");
        var clean = new StringBuilder();
        foreach (var rune in plain.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > most) return clean.Append('…').ToString();
            clean.Append(IsPlain(rune) ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Also what is only the beginning of one.</summary>
    [GeneratedRegex("clv[a-z]_[0-9A-Za-z]{12,}")]
    private static partial Regex Tokens();
}
