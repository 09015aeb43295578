using System.Net;
using Claviger.Control.Leaks;
using Claviger.Control.Webhooks;
using Claviger.Core.Leaks;

namespace Claviger.Config;

/// <summary>What <c>claviger.yaml</c> and the environment said, checked. Every default is the one the reference in docs/operate names.</summary>
public sealed record ServerConfig
{
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 4141);

    /// <summary>Scheme and authority that clients use; null: made from <see cref="Listen"/>.</summary>
    public Uri? PublicUrl { get; init; }

    public string DataFolder { get; init; } = "claviger-data";

    /// <summary>Where PostgreSQL is; null: SQLite in the data folder. May hold a password: never logged.</summary>
    public string? Store { get; init; }

    /// <summary>How long requests are served from what was last known while PostgreSQL doesn't answer.</summary>
    public TimeSpan StoreStaleness { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The key file, the same for all processes on one database; null: the one in the data folder.</summary>
    public string? KeyFile { get; init; }

    public string OrganizationName { get; init; } = "My organization";
    public string AdministratorEmail { get; init; } = "admin@localhost";

    public Uri UpstreamUrl { get; init; } = new("https://api.anthropic.com");

    /// <summary>Null: keep the sealed one. Never logged.</summary>
    public string? UpstreamApiKey { get; init; }

    /// <summary>Where upstream works on requests that name no geography; null: unknown.</summary>
    public Claviger.Core.Usage.InferenceGeo? UpstreamDefaultGeo { get; init; }

    public string NamingPattern { get; init; } = Claviger.Core.Keys.NamingPolicy.DefaultPattern;

    /// <summary>Short forms of environments, over the built-in ones.</summary>
    public IReadOnlyDictionary<string, string> NamingEnvironments { get; init; } = new Dictionary<string, string>();

    /// <summary>A price file to lay over the built-in book; null: none.</summary>
    public string? PricesFile { get; init; }

    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan BatchPollEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a request waits for running ones to leave room under a spend limit.</summary>
    public TimeSpan LimitsWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most requests that one spend limit keeps waiting.</summary>
    public int LimitsMostWaiting { get; init; } = 4_096;

    /// <summary>Output tokens that a stream holds at a time, under limits that take slices.</summary>
    public int LimitsSliceTokens { get; init; } = 4_096;

    /// <summary>How long a request waits for room in its rate limits before it is refused instead.</summary>
    public TimeSpan RateShortWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether running requests hold output before it appears.</summary>
    public bool RateExpectOutput { get; init; } = true;

    /// <summary>Where the emergency journal lies, best on another volume than the data folder; null: in the data folder.</summary>
    public string? AuditEmergencyFolder { get; init; }

    /// <summary>A file that signed checkpoints of the audit log are appended to; null: none.</summary>
    public string? AuditCheckpointFile { get; init; }

    /// <summary>Where signed checkpoints are sent; together with the secret or not at all.</summary>
    public Uri? AuditWebhookUrl { get; init; }

    public WebhookSecret? AuditWebhookSecret { get; init; }

    /// <summary>The webhook may be an address inside a network.</summary>
    public bool AuditWebhookAllowPrivate { get; init; }

    /// <summary>The mail server that alerts go through; null: no mail.</summary>
    public string? SmtpHost { get; init; }

    public int SmtpPort { get; init; } = 587;

    /// <summary>starttls, tls or none.</summary>
    public string SmtpSecurity { get; init; } = "starttls";

    public string? SmtpUsername { get; init; }

    /// <summary>Never logged.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>The address that mails come from; together with the host or not at all.</summary>
    public string? SmtpFrom { get; init; }

    /// <summary>Certificates of the authority that signs the mail server's; null: those that the system trusts.</summary>
    public string? SmtpCaFile { get; init; }

    /// <summary>Alerts may go to addresses inside a network.</summary>
    public bool AlertsAllowPrivate { get; init; }

    /// <summary>How often alert rules are looked at.</summary>
    public TimeSpan AlertsEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What is done about a leaked token.</summary>
    public LeakPolicy LeakPolicy { get; init; } = LeakPolicy.Revoke;

    /// <summary>GitHub's public keys, pinned; they or the address or none: then its reports are not taken.</summary>
    public GitHubKeySet? GitHubKeys { get; init; }

    public Uri? GitHubKeysUrl { get; init; }

    /// <summary>Whether admins are made, changed and removed through the API.</summary>
    public bool AdminsByApi { get; init; } = true;

    /// <summary>Domains that may be invited; empty: any.</summary>
    public IReadOnlyList<string> EmailDomains { get; init; } = [];

    /// <summary>Most members and pending invites together.</summary>
    public int MostMembers { get; init; } = 100_000;

    /// <summary>Run request handlers on the socket threads. Measured: more throughput at saturation (docs/adr).</summary>
    public bool InlineScheduling { get; init; } = true;

    /// <summary>Make another admin key at start (the others go on working). Asked for on the command line only.</summary>
    public bool NewAdminKey { get; init; }

    /// <summary>What file, command and Kubernetes sinks may reach. No call sets any of it.</summary>
    public Claviger.Control.Rotation.RotationOptions Rotation { get; init; } = new();

    public string? TlsCertificateFile { get; init; }
    public string? TlsKeyFile { get; init; }

    /// <summary>Says nothing: a record would print the upstream key and the store's password into whatever logs it.</summary>
    public override string ToString() => nameof(ServerConfig);

    public string EffectivePublicUrl(int port) => PublicUrl?.GetLeftPart(UriPartial.Authority)
        ?? $"{(TlsCertificateFile is null ? "http" : "https")}://{(IPAddress.Any.Equals(Listen.Address) || IPAddress.IPv6Any.Equals(Listen.Address) ? "localhost" : Host(Listen.Address))}:{port}";

    private static string Host(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
