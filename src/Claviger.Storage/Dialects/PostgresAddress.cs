using Npgsql;

namespace Claviger.Storage.Dialects;

/// <summary>Where the server is: a <c>postgres://</c> address or the driver's own words, with this program's defaults for what they leave open.</summary>
public static class PostgresAddress
{
    /// <summary>Tells an address of PostgreSQL from a path.</summary>
    public static bool Is(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || text.Split(';').Any(part => part.Split('=') is [var word, _] && word.Trim().Equals("host", StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when it is one; else what is wrong with it, without its password.</summary>
    public static string? FaultIn(string text)
    {
        try
        {
            return string.IsNullOrEmpty(Parse(text).Host) ? "it names no host" : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            return "it can't be read: postgres://user:password@host:5432/database?sslmode=verify-full, or Host=…;Username=…;Password=…;Database=…";
        }
    }

    /// <summary>Host, port and database: for logs.</summary>
    public static string Shown(string text) => Parse(text) is var at ? $"{at.Host}:{at.Port}/{at.Database ?? at.Username}" : "";

    internal static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var words = text.Contains("://", StringComparison.Ordinal) ? FromUrl(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
        words.ApplicationName ??= "claviger";
        // A server that doesn't answer is away: who waits longer than this would only hold up those behind.
        if (!words.ContainsKey("Timeout")) words.Timeout = 3;
        if (!words.ContainsKey("Command Timeout")) words.CommandTimeout = 10;
        words.CancellationTimeout = -1; // a server that is away can't be asked to stop
        words.IncludeErrorDetail = false; // it would put values of rows into logs
        words.MaxAutoPrepare = Math.Max(words.MaxAutoPrepare, 64);
        words.AutoPrepareMinUsages = 2;
        return words;
    }

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var words = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(url.Host) };
        if (url.Port > 0) words.Port = url.Port;
        if (url.AbsolutePath.Length > 1) words.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        if (url.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var secret])
        {
            words.Username = Uri.UnescapeDataString(user);
            if (secret is [var password]) words.Password = Uri.UnescapeDataString(password);
        }

        foreach (var part in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (Uri.UnescapeDataString(left), Uri.UnescapeDataString(right)) : throw new FormatException();
            words[name switch { "sslmode" => "SSL Mode", "sslrootcert" => "Root Certificate", "search_path" => "Search Path", "host" => "Host", _ => name }] =
                name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return words;
    }
}
