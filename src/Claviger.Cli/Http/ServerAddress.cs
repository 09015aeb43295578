using Claviger.Cli.Output;

namespace Claviger.Cli.Http;

/// <summary>The address of a server as a person writes it.</summary>
internal static class ServerAddress
{
    /// <summary>Without a trailing slash.</summary>
    /// <exception cref="CliException">Not an http or https address.</exception>
    public static string Parse(string text)
    {
        var trimmed = text.Trim();
        if (Uri.TryCreate(trimmed, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri is { UserInfo: "", Query: "", Fragment: "", Host.Length: > 0 })
            return uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        throw new CliException(ExitCode.Usage, $"'{TerminalText.Safe(trimmed)}' is not the address of a server", "Write it like https://claude.example.com or http://127.0.0.1:8080");
    }

    public static bool Same(string a, string b) => string.Equals(a.TrimEnd('/'), b.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whoever listens on the way could read the admin key.</summary>
    public static bool IsReadableOnTheWay(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback;
}
