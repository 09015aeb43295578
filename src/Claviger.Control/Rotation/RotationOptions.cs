namespace Claviger.Control.Rotation;

/// <summary>
/// What only the server's configuration says of rotation. An admin key must open neither the server's files nor its shell, so folders,
/// programs and the server's own Kubernetes credentials are never set by a call.
/// </summary>
public sealed record RotationOptions
{
    /// <summary>Folders that file sinks may write into, whole paths; empty: no file sinks.</summary>
    public IReadOnlyList<string> FileFolders { get; init; } = [];

    /// <summary>Programs with their arguments, by the name that command sinks use.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Commands { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Receivers inside the own network are wanted.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>The API server that Kubernetes sinks without an address of their own use; together with its two files.</summary>
    public Uri? KubernetesUrl { get; init; }

    /// <summary>Read at each delivery: Kubernetes changes it every hour.</summary>
    public string? KubernetesTokenFile { get; init; }

    public string? KubernetesCaFile { get; init; }

    /// <summary>Of one delivery, and again of reading it back.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Other processes on the store hear of a new secret within a second; a consumer may be quicker.</summary>
    public TimeSpan UntilAllKnow { get; init; } = TimeSpan.FromSeconds(2);
}
