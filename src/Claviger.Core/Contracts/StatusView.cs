namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/status</c> (Claviger's extension): how the deployment that answers is doing.</summary>
/// <param name="Change">Number of the last committed change; <paramref name="SnapshotChange"/> is the one the gateway enforces.</param>
/// <param name="JournalPending">Requests answered or running whose rows are not in the books yet.</param>
/// <param name="Unresolved">Usage rows posted at their worst case because a process died under them.</param>
public sealed record StatusView(
    string Version, DateTimeOffset StartedAt, bool Ready, string Store, string Upstream, long Change, long SnapshotChange,
    int Workspaces, int ActiveKeys, int JournalPending, long RequestsGoverned, long RequestsRefused, long Unresolved, string PriceBook);
