namespace Claviger.Core.Rotation;

/// <summary>Where exactly a sink puts a secret. Never a secret itself: what the sink asks for to let us in is sealed apart.</summary>
/// <param name="Url">Of webhook and Vault; of Kubernetes, the API server (null: the one of the server's configuration).</param>
/// <param name="Path">Of a file, absolute; of Vault, below the mount. May hold <see cref="SinkTarget"/>'s placeholders.</param>
/// <param name="Command">Name of a command of the server's configuration.</param>
/// <param name="Field">Name under which the secret stands in a Vault secret or a Kubernetes Secret; of a file, the variable of an environment file (null: the secret alone).</param>
/// <param name="Mount">Of Vault's KV engine.</param>
/// <param name="Namespace">Of Vault (null: none) or Kubernetes.</param>
/// <param name="RoleId">Of Vault's AppRole; null: the credential is a token.</param>
/// <param name="AuthMount">Where AppRole is mounted.</param>
/// <param name="Name">Of the Kubernetes Secret. May hold placeholders.</param>
/// <param name="CaCertificate">PEM of the authority that signs the receiver's certificate; null: those that the system trusts.</param>
public sealed record SinkSettings(
    string? Url = null, string? Path = null, string? Command = null, string? Field = null, string? Mount = null, string? Namespace = null, string? RoleId = null,
    string? AuthMount = null, string? Name = null, string? CaCertificate = null);
