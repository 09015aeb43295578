using System.Net;
using System.Text.RegularExpressions;

namespace Claviger.IntegrationTests.Console;

/// <summary>A page as a browser got it.</summary>
internal sealed partial record ConsolePageSeen(HttpStatusCode Status, string Html, IReadOnlyDictionary<string, string> Headers, string? Location)
{
    /// <summary>Text without markup, spaces run together.</summary>
    public string Text => Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(Html, " ")), " ");

    public string? FormToken => Token().Match(Html) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Value of a hidden or shown field.</summary>
    public string? Value(string name) => Regex.Match(Html, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("name=\"_token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
