namespace Claviger.Control.Status;

/// <param name="Upstream">Name and address of the default upstream, without its credential.</param>
public sealed record DeploymentInfo(string Version, DateTimeOffset StartedAt, string Upstream);
