namespace Claviger.Core.Sightings;

/// <summary>
/// The program that calls, by its own words: the first word of its User-Agent without a version, so that an upgrade is no second program.
/// <c>Anthropic/Python 0.84.0</c> is Anthropic/Python, <c>claude-cli/2.1.0 (external, cli)</c> is claude-cli. A caller can say anything:
/// this finds carelessness, not malice.
/// </summary>
public static class ClientName
{
    /// <summary>Of callers that name no program.</summary>
    public const string None = "unnamed";

    /// <summary>Longest word that is told apart.</summary>
    public const int Most = 40;

    // One program may use both clients of the Python SDK.
    private const string Async = "Async";

    /// <summary>The part of a User-Agent that names the program, as it was sent.</summary>
    public static ReadOnlySpan<char> Word(ReadOnlySpan<char> userAgent)
    {
        var end = userAgent.IndexOfAny(' ', '\t', '(');
        var word = end < 0 ? userAgent : userAgent[..end];
        var slash = word.IndexOf('/');
        if (slash >= 0 && (slash + 1 == word.Length || char.IsAsciiDigit(word[slash + 1]) || IsVersion(word[(slash + 1)..]))) word = word[..slash];
        if (word.StartsWith(Async, StringComparison.Ordinal) && word.Length > Async.Length) word = word[Async.Length..];
        return word.Length > Most ? word[..Most] : word;
    }

    /// <summary>As it is kept and shown: printable ASCII only.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty) return None;
        Span<char> clean = stackalloc char[Most];
        for (var i = 0; i < word.Length; i++) clean[i] = word[i] is > ' ' and <= '~' ? word[i] : '?';
        return clean[..word.Length].ToString();
    }

    // v2.1
    private static bool IsVersion(ReadOnlySpan<char> text) => text.Length > 1 && text[0] is 'v' or 'V' && char.IsAsciiDigit(text[1]);
}
