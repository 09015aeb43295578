namespace Claviger.Control.Status;

/// <summary>What only the server's configuration says; gathered by the program at its start, and so until the next.</summary>
public sealed record DeploymentSettings(IReadOnlyList<DeploymentSetting> All);
