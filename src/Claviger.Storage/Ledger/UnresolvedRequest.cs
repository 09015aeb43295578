using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>A usage row that was posted at its worst case because its process died. Parties are the small numbers of the row.</summary>
public sealed record UnresolvedRequest(UInt128 RequestId, long AtMs, int Workspace, int Key, int Model, Money Cost);
