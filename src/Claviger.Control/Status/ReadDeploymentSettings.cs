using Claviger.Core;
using Claviger.Core.Access;

namespace Claviger.Control.Status;

public sealed class ReadDeploymentSettings(DeploymentSettings settings)
{
    public Outcome<DeploymentSettings> Run(Actor actor) => actor.May(Permission.DeploymentRead) ? settings : Denial.Of(Permission.DeploymentRead);
}
