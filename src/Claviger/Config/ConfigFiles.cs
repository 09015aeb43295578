using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Claviger.Control.Webhooks;
using Claviger.Core.Pricing;

namespace Claviger.Config;

/// <summary>Opens the files that a configuration names, so that <c>serve --check</c> finds what a start would stumble over.</summary>
internal static class ConfigFiles
{
    public static IEnumerable<string> FaultsIn(ServerConfig config) =>
        new[] { FaultInTls(config.TlsCertificateFile, config.TlsKeyFile), FaultInPrices(config.PricesFile), FaultInWebhook(config), FaultInSmtp(config), FaultInKubernetes(config) }.OfType<string>();

    private static string? FaultInWebhook(ServerConfig config) =>
        config.AuditWebhookUrl is null != config.AuditWebhookSecret is null ? "audit: webhook_url and webhook_key_file go together; set both or none" : null;

    private static string? FaultInSmtp(ServerConfig config)
    {
        if (config.SmtpHost is null != config.SmtpFrom is null) return "smtp: host and from go together; set both or none";
        if (config.SmtpUsername is null != config.SmtpPassword is null) return "smtp: username and password_file go together; set both or none";
        if (config.SmtpCaFile is { } file && Authorities.FaultIn(File.ReadAllText(file)) is { } fault) return $"smtp: ca_file {fault}";
        return config is { SmtpPassword: not null, SmtpSecurity: "none" } ? "smtp: a password must not go over an open connection; set security to starttls or tls" : null;
    }

    private static string? FaultInKubernetes(ServerConfig config) => config.Rotation switch
    {
        { KubernetesUrl: null, KubernetesTokenFile: null, KubernetesCaFile: null } or { KubernetesUrl: not null, KubernetesTokenFile: not null, KubernetesCaFile: null } => null,
        { KubernetesUrl: not null, KubernetesTokenFile: not null, KubernetesCaFile: { } file } => Authorities.FaultIn(File.ReadAllText(file)) is { } fault ? $"rotation: kubernetes_ca_file {fault}" : null,
        _ => "rotation: kubernetes_url and kubernetes_token_file go together, with kubernetes_ca_file or without; set both or none",
    };

    private static string? FaultInTls(string? certificate, string? key)
    {
        if (certificate is null != key is null) return "tls: certificate_file and key_file go together; set both or none";
        if (certificate is null) return null;
        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
            return null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return $"tls: {certificate} and {key} must be a PEM certificate and its unencrypted private key";
        }
    }

    private static string? FaultInPrices(string? file)
    {
        if (file is null) return null;
        var reading = PriceBook.Overlay(PriceBook.BuiltIn, File.ReadAllBytes(file), file);
        return reading.Book is null ? reading.ToString() : null;
    }
}
