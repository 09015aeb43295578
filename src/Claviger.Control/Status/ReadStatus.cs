using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Usage;

namespace Claviger.Control.Status;

public sealed class ReadStatus(Database database, PolicyHolder policy, IGatewayStatus gateway, DeploymentInfo deployment, TimeProvider clock)
{
    internal Outcome<StatusView> Run(Actor actor)
    {
        if (!actor.May(Permission.DeploymentRead)) return Denial.Of(Permission.DeploymentRead);
        var snapshot = policy.Current;
        using var reader = database.Read();
        return new StatusView(
            deployment.Version, deployment.StartedAt, gateway.Ready, database.IsShared ? "postgresql" : "sqlite", deployment.Upstream,
            ChangeStore.Latest(reader), snapshot.Change,
            snapshot.Workspaces.Count(workspace => workspace.ArchivedAt is null && !workspace.IsDefault), snapshot.CountActiveKeys(clock.GetUtcNow()),
            gateway.JournalPending, gateway.RequestsGoverned, gateway.RequestsRefused,
            UsageReportStore.CountUnresolved(reader), snapshot.Prices.Version,
            gateway.BoundViolations, gateway.StreamsStopped, (long)Math.Ceiling(gateway.ClockLag.TotalSeconds));
    }
}
