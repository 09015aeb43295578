namespace Claviger.Control.Status;

/// <summary>A setting of the server's configuration, for people to read. Never a secret, nor where one lies.</summary>
/// <param name="Group">What it is about.</param>
/// <param name="Name">As in claviger.yaml.</param>
/// <param name="Value">As it holds now.</param>
public sealed record DeploymentSetting(string Group, string Name, string Value);
