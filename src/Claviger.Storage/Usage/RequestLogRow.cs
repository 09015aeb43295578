using System.Buffers.Binary;
using Claviger.Core;
using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>A row of the books.</summary>
public sealed record RequestLogRow
{
    internal const string Columns =
        """
        request_id AS IdBytes, at_ms AS AtMs, workspace AS Workspace, key AS Key, owner AS Owner, model AS Model, outcome AS OutcomeNumber, status AS Status, variant AS VariantNumber,
        input AS Input, cache_write5m AS CacheWrite5m, cache_write1h AS CacheWrite1h, cache_read AS CacheRead, output AS Output, web_search AS WebSearch, cost_nanos AS CostNanos
        """;

    internal byte[] IdBytes { get; init; } = [];
    internal int OutcomeNumber { get; init; }
    internal int VariantNumber { get; init; }
    internal long CostNanos { get; init; }

    public UInt128 RequestId => BinaryPrimitives.ReadUInt128BigEndian(IdBytes);
    public long AtMs { get; init; }
    public int Workspace { get; init; }
    public int Key { get; init; }
    public int Owner { get; init; }
    public int Model { get; init; }
    public UsageOutcome Outcome => (UsageOutcome)OutcomeNumber;
    public int Status { get; init; }
    public UsageVariant Variant => UsageVariant.Unpack(VariantNumber);
    public long Input { get; init; }
    public long CacheWrite5m { get; init; }
    public long CacheWrite1h { get; init; }
    public long CacheRead { get; init; }
    public long Output { get; init; }
    public long WebSearch { get; init; }
    public Money Cost => new(CostNanos);
}
