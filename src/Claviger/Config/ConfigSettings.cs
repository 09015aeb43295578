using System.Net;
using Claviger.Control.Leaks;
using Claviger.Control.Webhooks;
using Claviger.Core.Leaks;
using Claviger.Storage.Dialects;

namespace Claviger.Config;

/// <summary>All settings there are. What is not here is refused.</summary>
internal static class ConfigSettings
{
    public static IReadOnlyList<ConfigSetting> All { get; } =
    [
        new("listen", "an address and port, such as 127.0.0.1:4141", (config, text) =>
            IPEndPoint.TryParse(text, out var end) && HasPort(text) ? config with { Listen = end } : null),
        new("public_url", "http(s)://host[:port] without a path", (config, text) => OriginOf(text) is { } url ? config with { PublicUrl = url } : null),
        new("data_folder", "a folder", (config, text) => text.Length > 0 ? config with { DataFolder = text } : null),
        new("store", "sqlite, or where PostgreSQL is: postgres://user@host:5432/database?sslmode=verify-full", (config, text) =>
            text == "sqlite" ? config with { Store = null } : PostgresAddress.Is(text) && PostgresAddress.FaultIn(text) is null ? config with { Store = text } : null),
        new("store_staleness_seconds", "seconds from 1 to 3600", (config, text) => Seconds(text, 1, 3600) is { } time ? config with { StoreStaleness = time } : null),
        new("key_file", "a file, the same for all processes on one database", (config, text) => text.Length > 0 ? config with { KeyFile = text } : null),
        new("organization.name", "1 to 100 characters", (config, text) => text.Trim().Length > 0 && text.Length <= 100 && !text.Any(char.IsControl) ? config with { OrganizationName = text } : null),
        new("organization.administrator_email", "an e-mail address", (config, text) => text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && text.Length <= 254 && !text.Any(c => char.IsControl(c) || c == ' ') ? config with { AdministratorEmail = text } : null),
        new("upstream.url", "http(s)://host[:port] without a path", (config, text) => OriginOf(text) is { } url ? config with { UpstreamUrl = url } : null),
        new("upstream.api_key_file", "a file that holds the upstream key and nothing else", (config, text) => ReadSecret(text) is { } key ? config with { UpstreamApiKey = key } : null),
        new("upstream.default_inference_geo", "us, global or unknown", (config, text) =>
            text == "unknown" ? config with { UpstreamDefaultGeo = null } : Core.Workspaces.GeoNames.Inference.TryGetValue(text, out var geo) ? config with { UpstreamDefaultGeo = geo } : null),
        new("naming.pattern", "a pattern with {env} and {service}", (config, text) => IsPattern(text) ? config with { NamingPattern = text } : null),
        new("prices_file", "a price file", (config, text) => File.Exists(text) ? config with { PricesFile = text } : null),
        new("timeouts.first_byte_seconds", "seconds from 1 to 3600", (config, text) => Seconds(text, 1, 3600) is { } time ? config with { FirstByteTimeout = time } : null),
        new("timeouts.idle_seconds", "seconds from 1 to 3600", (config, text) => Seconds(text, 1, 3600) is { } time ? config with { IdleTimeout = time } : null),
        new("timeouts.drain_seconds", "seconds from 0 to 3600", (config, text) => Seconds(text, 0, 3600) is { } time ? config with { DrainLimit = time } : null),
        new("timeouts.shutdown_seconds", "seconds from 0 to 3600", (config, text) => Seconds(text, 0, 3600) is { } time ? config with { ShutdownTimeout = time } : null),
        new("batches.poll_seconds", "seconds from 1 to 86400", (config, text) => Seconds(text, 1, 86_400) is { } time ? config with { BatchPollEvery = time } : null),
        new("limits.wait_seconds", "seconds from 0 to 20 (clients give up after 30)", (config, text) => Seconds(text, 0, 20) is { } time ? config with { LimitsWait = time } : null),
        new("limits.most_waiting", "a number from 0 to 65536", (config, text) => Number(text, 0, 65_536) is { } most ? config with { LimitsMostWaiting = most } : null),
        new("limits.slice_tokens", "tokens from 256 to 128000", (config, text) => Number(text, 256, 128_000) is { } tokens ? config with { LimitsSliceTokens = tokens } : null),
        new("rates.short_wait_ms", "milliseconds from 0 to 10000", (config, text) => Number(text, 0, 10_000) is { } wait ? config with { RateShortWait = TimeSpan.FromMilliseconds(wait) } : null),
        new("rates.expect_output", "true or false", (config, text) => bool.TryParse(text, out var on) ? config with { RateExpectOutput = on } : null),
        new("audit.checkpoint_file", "a file in a folder that exists", (config, text) => IsFileInFolder(text) ? config with { AuditCheckpointFile = Path.GetFullPath(text) } : null),
        new("audit.emergency_folder", "a folder that exists", (config, text) => Directory.Exists(text) ? config with { AuditEmergencyFolder = text } : null),
        new("audit.webhook_url", "an http(s) address", (config, text) => AddressOf(text) is { } url ? config with { AuditWebhookUrl = url } : null),
        new("audit.webhook_key_file", "a file that holds a secret like whsec_... and nothing else", (config, text) => File.Exists(text) && WebhookSecret.Read(File.ReadAllText(text).Trim()) is { } secret ? config with { AuditWebhookSecret = secret } : null),
        new("audit.webhook_allow_private", "true or false", (config, text) => bool.TryParse(text, out var on) ? config with { AuditWebhookAllowPrivate = on } : null),
        new("smtp.host", "a host name or address", (config, text) => Uri.CheckHostName(text) != UriHostNameType.Unknown ? config with { SmtpHost = text } : null),
        new("smtp.port", "a port from 1 to 65535", (config, text) => Number(text, 1, 65_535) is { } port ? config with { SmtpPort = port } : null),
        new("smtp.security", "starttls, tls or none", (config, text) => text is "starttls" or "tls" or "none" ? config with { SmtpSecurity = text } : null),
        new("smtp.username", "a name", (config, text) => text.Length is > 0 and <= 254 && !text.Any(char.IsControl) ? config with { SmtpUsername = text } : null),
        new("smtp.password_file", "a file that holds the password and nothing else", (config, text) => ReadPassword(text) is { } password ? config with { SmtpPassword = password } : null),
        new("smtp.ca_file", "a PEM file", (config, text) => File.Exists(text) ? config with { SmtpCaFile = Path.GetFullPath(text) } : null),
        new("smtp.from", "an e-mail address", (config, text) => text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && text.Length <= 254 && !text.Any(c => char.IsControl(c) || c is ' ' or '<' or '>' or ',') ? config with { SmtpFrom = text } : null),
        new("alerts.allow_private", "true or false", (config, text) => bool.TryParse(text, out var on) ? config with { AlertsAllowPrivate = on } : null),
        new("alerts.every_seconds", "seconds from 10 to 3600", (config, text) => Seconds(text, 10, 3600) is { } time ? config with { AlertsEvery = time } : null),
        new("leak_reports.policy", "revoke, quarantine or report", (config, text) => LeakPolicyNames.All.TryGetValue(text, out var policy) ? config with { LeakPolicy = policy } : null),
        new("leak_reports.github_public_keys", "a file of GitHub's public keys (P-256), or the https address they are at", (config, text) =>
            AddressOf(text) is { } url ? IsSafeSource(url) ? config with { GitHubKeysUrl = url, GitHubKeys = null } : null : KeysIn(text) is { } keys ? config with { GitHubKeys = keys, GitHubKeysUrl = null } : null),
        new("rotation.file_folders", "folders that exist, whole paths with commas between them", (config, text) => FoldersIn(text) is { } folders ? config with { Rotation = config.Rotation with { FileFolders = folders } } : null),
        new("rotation.allow_private", "true or false", (config, text) => bool.TryParse(text, out var on) ? config with { Rotation = config.Rotation with { AllowPrivate = on } } : null),
        new("rotation.kubernetes_url", "https://host[:port] without a path", (config, text) => OriginOf(text) is { } url && IsSafeSource(url) ? config with { Rotation = config.Rotation with { KubernetesUrl = url } } : null),
        new("rotation.kubernetes_token_file", "a file", (config, text) => File.Exists(text) ? config with { Rotation = config.Rotation with { KubernetesTokenFile = Path.GetFullPath(text) } } : null),
        new("rotation.kubernetes_ca_file", "a PEM file", (config, text) => File.Exists(text) ? config with { Rotation = config.Rotation with { KubernetesCaFile = Path.GetFullPath(text) } } : null),
        new("access.admins_by_api", "true or false", (config, text) => bool.TryParse(text, out var on) ? config with { AdminsByApi = on } : null),
        new("access.email_domains", "domains with commas between them, such as example.org,example.com", (config, text) => DomainsIn(text) is { } domains ? config with { EmailDomains = domains } : null),
        new("access.most_members", "a number from 1 to 1000000", (config, text) => Number(text, 1, 1_000_000) is { } most ? config with { MostMembers = most } : null),
        new("server.inline_scheduling", "true or false", (config, text) => bool.TryParse(text, out var on) ? config with { InlineScheduling = on } : null),
        new("tls.certificate_file", "a PEM file", (config, text) => File.Exists(text) ? config with { TlsCertificateFile = text } : null),
        new("tls.key_file", "a PEM file", (config, text) => File.Exists(text) ? config with { TlsKeyFile = text } : null),
    ];

    /// <summary>Short forms of environments: a mapping, so in the file only.</summary>
    public const string Environments = "naming.environments";

    /// <summary>Programs by name, each with its arguments: in the file only.</summary>
    public const string Commands = "rotation.commands";

    /// <summary>Null when this can't be sent as a header.</summary>
    public static string? UpstreamKeyIn(string text) =>
        text.Trim() is { Length: > 0 } key && key.All(c => c is > ' ' and < '\x7f') && !IsOurs(key) ? key : null;

    /// <summary>What `keys create` tells people to export as ANTHROPIC_API_KEY must not be sealed as upstream's.</summary>
    private static bool IsOurs(string key) =>
        key.StartsWith(Core.Keys.KeyToken.ApiKeyPrefix, StringComparison.Ordinal) || key.StartsWith(Core.Keys.KeyToken.AdminKeyPrefix, StringComparison.Ordinal);

    // "::1" is an address whose last colon is no port's: it would be served at a port of the system's choice.
    private static bool HasPort(string text) => text.StartsWith('[') ? text.Contains("]:", StringComparison.Ordinal) : text.Count(c => c == ':') == 1;

    private static Uri? OriginOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/" && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0
            ? url
            : null;

    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Fragment.Length == 0 ? url : null;

    /// <summary>Whoever can answer for the address can have keys revoked: plain http only from this machine itself.</summary>
    private static bool IsSafeSource(Uri url) => url.Scheme == "https" || url.IsLoopback;

    private static GitHubKeySet? KeysIn(string file)
    {
        try
        {
            return GitHubKeySet.Parse(File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsFileInFolder(string text) => text.Length > 0 && !Directory.Exists(text) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(text)));

    private static List<string>? FoldersIn(string text)
    {
        var folders = text.Split(',', StringSplitOptions.TrimEntries).ToList();
        return folders.All(folder => Path.IsPathFullyQualified(folder) && Directory.Exists(folder)) ? folders.ConvertAll(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) : null;
    }

    private static List<string>? DomainsIn(string text)
    {
        var domains = text.Split(',', StringSplitOptions.TrimEntries).Select(domain => domain.ToLowerInvariant()).ToList();
        return domains.All(domain => Uri.CheckHostName(domain) == UriHostNameType.Dns) ? domains : null;
    }

    private static TimeSpan? Seconds(string text, int least, int most) => Number(text, least, most) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, null, out var number) && number >= least && number <= most ? number : null;

    private static string? ReadSecret(string file) => File.Exists(file) ? UpstreamKeyIn(File.ReadAllText(file)) : null;

    /// <summary>One line end at the file's end is the editor's.</summary>
    private static string? ReadPassword(string file) => File.Exists(file) && File.ReadAllText(file).TrimEnd('\r', '\n') is { Length: > 0 and <= 1_000 } text && !text.Any(char.IsControl) ? text : null;

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Core.Keys.NamingPolicy(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
