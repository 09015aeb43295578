namespace Claviger.Control.Status;

/// <summary>What only the server's configuration says; gathered by the program at its start, and so until the next.</summary>
/// <param name="Schema">Number of the database's newest migration.</param>
public sealed record DeploymentSettings(IReadOnlyList<DeploymentSetting> All, int Schema);
