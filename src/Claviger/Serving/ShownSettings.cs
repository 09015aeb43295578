using System.Globalization;
using Claviger.Config;
using Claviger.Control.Status;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.Core.Workspaces;
using Claviger.Storage;

namespace Claviger.Serving;

/// <summary>The configuration as administrators may see it in the console: no secret, no file that holds one, no address with a password in it.</summary>
internal static class ShownSettings
{
    private static readonly string[] Environments = ["production", "staging", "development"];

    public static DeploymentSettings Of(ServerConfig config) => new(
    [
        new("Naming of keys", "naming.pattern", config.NamingPattern),
        new("Naming of keys", "naming.environments", string.Join(", ", ShortForms(config))),
        new("Access", "access.admins_by_api", Text(config.AdminsByApi)),
        new("Access", "access.email_domains", config.EmailDomains.Count == 0 ? "any" : string.Join(", ", config.EmailDomains)),
        new("Access", "access.most_members", Text(config.MostMembers)),
        new("Upstream", "upstream.url", config.UpstreamUrl.GetLeftPart(UriPartial.Authority)),
        new("Upstream", "upstream.default_inference_geo", config.UpstreamDefaultGeo is { } geo ? GeoNames.Of(geo) : "unknown"),
        new("Upstream", "prices_file", config.PricesFile is null ? "none: the built-in book" : "laid over the built-in book"),
        new("Requests", "limits.wait_seconds", Seconds(config.LimitsWait)),
        new("Requests", "limits.most_waiting", Text(config.LimitsMostWaiting)),
        new("Requests", "limits.slice_tokens", Text(config.LimitsSliceTokens)),
        new("Requests", "rates.short_wait_ms", Text((int)config.RateShortWait.TotalMilliseconds)),
        new("Requests", "rates.expect_output", Text(config.RateExpectOutput)),
        new("Requests", "timeouts.first_byte_seconds", Seconds(config.FirstByteTimeout)),
        new("Requests", "timeouts.idle_seconds", Seconds(config.IdleTimeout)),
        new("Requests", "timeouts.drain_seconds", Seconds(config.DrainLimit)),
        new("Alerts", "smtp.host", config.SmtpHost is null ? "none: no mail" : $"{config.SmtpHost}:{config.SmtpPort}"),
        new("Alerts", "smtp.security", config.SmtpSecurity),
        new("Alerts", "smtp.from", config.SmtpFrom ?? "none"),
        new("Alerts", "alerts.allow_private", Text(config.AlertsAllowPrivate)),
        new("Alerts", "alerts.every_seconds", Seconds(config.AlertsEvery)),
        new("Leaks", "leak_reports.policy", LeakPolicyNames.Of(config.LeakPolicy)),
        new("Leaks", "leak_reports.github_public_keys", config.GitHubKeysUrl?.Host ?? (config.GitHubKeys is null ? "none: GitHub's reports are not taken" : "pinned in a file")),
        new("Rotation", "rotation.file_folders", config.Rotation.FileFolders.Count == 0 ? "none: no file sinks" : string.Join(", ", config.Rotation.FileFolders)),
        new("Rotation", "rotation.commands", config.Rotation.Commands.Count == 0 ? "none: no command sinks" : string.Join(", ", config.Rotation.Commands.Keys)),
        new("Rotation", "rotation.allow_private", Text(config.Rotation.AllowPrivate)),
        new("Rotation", "rotation.kubernetes_url", config.Rotation.KubernetesUrl?.Authority ?? "none"),
        new("Audit log", "audit.checkpoint_file", config.AuditCheckpointFile ?? "none"),
        new("Audit log", "audit.webhook_url", config.AuditWebhookUrl?.Authority ?? "none"),
        new("Audit log", "audit.emergency_folder", config.AuditEmergencyFolder ?? "the data folder"),
        new("Server", "listen", config.Listen.ToString()),
        new("Server", "public_url", config.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? $"none: {config.EffectivePublicUrl(config.Listen.Port)}"),
        new("Server", "store", config.Store is null ? "sqlite" : "postgresql"),
        new("Server", "store_staleness_seconds", Seconds(config.StoreStaleness)),
        new("Server", "tls.certificate_file", config.TlsCertificateFile ?? "none: no TLS of its own"),
    ], Database.Schema);

    private static IEnumerable<string> ShortForms(ServerConfig config)
    {
        var naming = new NamingPolicy(config.NamingPattern, config.NamingEnvironments);
        return Environments.Concat(config.NamingEnvironments.Keys).Distinct().Select(name => $"{name}: {naming.ShortFormOf(name)}");
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => Text((int)time.TotalSeconds);
}
