namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/status</c> (Claviger's extension): how the deployment that answers is doing.</summary>
/// <param name="Change">Number of the last committed change; <paramref name="SnapshotChange"/> is the one the gateway enforces.</param>
/// <param name="JournalPending">Requests answered or running whose rows are not in the books yet.</param>
/// <param name="Unresolved">Usage rows posted at their worst case because a process died under them.</param>
/// <param name="BoundViolations">Requests since the start that cost more than was held for them; must be 0. Of each the truth was posted.</param>
/// <param name="StreamsStopped">Streams since the start that were ended because a spend limit had no room for more of them.</param>
/// <param name="ClockLagSeconds">How far the clock lags behind the books; above 0, no period of a spend limit begins anew until it has caught up.</param>
public sealed record StatusView(
    string Version, DateTimeOffset StartedAt, bool Ready, string Store, string Upstream, long Change, long SnapshotChange,
    int Workspaces, int ActiveKeys, int JournalPending, long RequestsGoverned, long RequestsRefused, long Unresolved, string PriceBook,
    long BoundViolations, long StreamsStopped, long ClockLagSeconds);
