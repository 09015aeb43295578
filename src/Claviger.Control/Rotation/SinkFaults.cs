using System.Text.RegularExpressions;
using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>What is wrong with a sink as it is set. Fields that its kind knows nothing of are refused: half a setting never passes for a whole one.</summary>
internal static partial class SinkFaults
{
    /// <returns>Null: nothing.</returns>
    public static Problem? In(SinkKind kind, SinkSettings settings, bool hasCredential, RotationOptions options)
    {
        var (needed, possible) = FieldsOf(kind);
        foreach (var (name, value) in Fields(settings, hasCredential))
        {
            if (value is null && needed.Contains(name)) return Problem.Invalid(name, $"required of a {SinkKindNames.Of(kind)} sink");
            if (value is not null && !needed.Contains(name) && !possible.Contains(name))
                return Problem.Invalid(name, $"means nothing to a {SinkKindNames.Of(kind)} sink; it takes {string.Join(", ", needed.Concat(possible))}");
            if (value is not null && FaultInText(name, value) is { } fault) return Problem.Invalid(name, fault);
        }

        if (settings.Url is { } url && FaultInUrl(url, kind, options) is { } address) return Problem.Invalid("url", address);
        return kind switch
        {
            SinkKind.File => FileSink.FaultIn(settings.Path!, options) is { } path ? Problem.Invalid("path", path) : settings.Field is { } variable && !Variable().IsMatch(variable) ? Problem.Invalid("field", "must be the name of an environment variable") : null,
            SinkKind.Command => options.Commands.ContainsKey(settings.Command!) ? null : Problem.Invalid("command", $"the server's configuration has no such command (rotation.commands); it has {(options.Commands.Count == 0 ? "none" : string.Join(", ", options.Commands.Keys))}"),
            SinkKind.Vault => !PathText().IsMatch(settings.Path!) || !PathText().IsMatch(settings.Mount!) || settings.AuthMount is { } mount && !PathText().IsMatch(mount)
                ? Problem.Invalid("path", "mount, path and auth_mount are letters, digits, ., _, - and /, with no empty part and no dots alone") : null,
            SinkKind.Kubernetes => FaultInKubernetes(settings, hasCredential, options),
            _ => null,
        };
    }

    private static Problem? FaultInKubernetes(SinkSettings settings, bool hasCredential, RotationOptions options) =>
        settings.Url is null && (options.KubernetesUrl is null || options.KubernetesTokenFile is null) ? Problem.Invalid("url", "required: the server's configuration names no API server of its own (rotation.kubernetes_url with its token file)")
        : settings.Url is null && (hasCredential || settings.CaCertificate is not null) ? Problem.Invalid("credential", "without url the server's own token is used: leave out credential and ca_certificate")
        : settings.Url is not null && !hasCredential ? Problem.Invalid("credential", "required with url: a token of that cluster")
        : !KubernetesText().IsMatch(settings.Namespace!) || !KubernetesText().IsMatch(settings.Name!) || !FieldText().IsMatch(settings.Field!) ? Problem.Invalid("secret_name", "namespace, secret_name and field must be names that Kubernetes allows")
        : null;

    private static (string[] Needed, string[] Possible) FieldsOf(SinkKind kind) => kind switch
    {
        SinkKind.File => (["path"], ["field"]),
        SinkKind.Command => (["command"], []),
        SinkKind.Webhook => (["url", "credential"], []),
        SinkKind.Vault => (["url", "mount", "path", "field", "credential"], ["namespace", "role_id", "auth_mount", "ca_certificate"]),
        SinkKind.Kubernetes => (["namespace", "secret_name", "field"], ["url", "credential", "ca_certificate"]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static IEnumerable<(string Name, string? Value)> Fields(SinkSettings s, bool hasCredential) =>
    [
        ("url", s.Url), ("path", s.Path), ("command", s.Command), ("field", s.Field), ("mount", s.Mount), ("namespace", s.Namespace), ("role_id", s.RoleId), ("auth_mount", s.AuthMount),
        ("secret_name", s.Name), ("ca_certificate", s.CaCertificate), ("credential", hasCredential ? "given" : null),
    ];

    private static string? FaultInText(string name, string value) => name switch
    {
        "ca_certificate" => value.Length > 64 * 1024 ? "must be at most 64 KiB" : Authorities.FaultIn(value),
        _ when value.Length is 0 or > 1_000 => "must be 1 to 1000 characters",
        _ when value.Any(char.IsControl) => "must hold no control characters",
        "path" or "secret_name" => SinkTarget.FaultIn(value),
        _ => null,
    };

    /// <summary>A secret in clear goes over no network.</summary>
    private static string? FaultInUrl(string text, SinkKind kind, RotationOptions options) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0 || url.Fragment.Length > 0 ? "must be an https address, without a user or fragment in it"
        : url.Scheme == "http" && !(url.IsLoopback && options.AllowPrivate) ? "must be https: the secret would cross the network in clear (plain http is for this machine itself, with rotation.allow_private)"
        : kind != SinkKind.Webhook && (url.AbsolutePath != "/" || url.Query.Length > 0) ? "must be https://host[:port] without a path"
        : null;

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,99}\z")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A(?!\.+(/|\z))[A-Za-z0-9._{}-]+(/(?!\.+(/|\z))[A-Za-z0-9._{}-]+)*\z")]
    private static partial Regex PathText();

    [GeneratedRegex(@"\A[a-z0-9{]([a-z0-9._{}-]{0,251}[a-z0-9}])?\z")]
    private static partial Regex KubernetesText();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,253}\z")]
    private static partial Regex FieldText();
}
