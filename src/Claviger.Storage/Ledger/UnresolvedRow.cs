using System.Buffers.Binary;
using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>A request that was running when its process died: booked at its worst case until somebody says what it cost.</summary>
public sealed record UnresolvedRow
{
    internal const string Columns =
        "request_id AS IdBytes, at_ms AS AtMs, workspace AS Workspace, key AS Key, owner AS Owner, model AS Model, variant AS Variant, cost_nanos AS CostNanos";

    internal byte[] IdBytes { get; init; } = [];
    internal int Variant { get; init; }
    internal long CostNanos { get; init; }

    public UInt128 RequestId => BinaryPrimitives.ReadUInt128BigEndian(IdBytes);
    public long AtMs { get; init; }
    public int Workspace { get; init; }
    public int Key { get; init; }
    public int Owner { get; init; }
    public int Model { get; init; }
    public Money Cost => new(CostNanos);
}
