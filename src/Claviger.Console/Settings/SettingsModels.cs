using Claviger.Control.Status;
using Claviger.Core.Contracts;

namespace Claviger.Console.Settings;

/// <param name="TimeZone">What stands in the form.</param>
/// <param name="Naming">From the server's configuration; empty: the viewer may not see it.</param>
public sealed record OrganizationModel(string Id, OrganizationSettingsView Settings, string Name, string TimeZone, string SpendRefusals, IReadOnlyList<DeploymentSetting> Naming);

public sealed record DeploymentModel(StatusView Status, DeploymentSettings Settings);
