using Claviger.Core;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Writes a stretch of the log, tile by tile: a read that lasts as long as a slow client would keep the store from shrinking its write-ahead log.</summary>
internal sealed class ExportWriter(Database database, OrganizationId organization, long first, long last)
{
    private static readonly byte[] Break = "\n"u8.ToArray();

    public async Task WriteAsync(AuditExportHeader header, Stream to, CancellationToken ct)
    {
        await LineAsync(AuditExport.HeaderLine(header));
        foreach (var (from, end) in Tiles())
        {
            Dictionary<long, byte[]> entries;
            Dictionary<long, StoredCheckpoint> checkpoints;
            IReadOnlyList<byte[]> leaves;
            using (var reader = database.Read())
            {
                entries = Entries(reader, from, end);
                checkpoints = CheckpointStore.Between(reader, organization, from, end).ToDictionary(checkpoint => checkpoint.Size);
                leaves = AuditTreeStore.Leaves(reader, organization, from - 1, end);
            }

            for (var sequence = from; sequence <= end; sequence++)
            {
                // One that somebody deleted from the store is left out here, and whoever verifies is told which.
                if (entries.TryGetValue(sequence, out var entry)) await LineAsync(entry);
                if (sequence == end) await LineAsync(AuditExport.HashesLine(leaves));
                if (checkpoints.TryGetValue(sequence, out var checkpoint)) await LineAsync(AuditExport.CheckpointLine(checkpoint.Note));
            }
        }

        async Task LineAsync(byte[] line)
        {
            await to.WriteAsync(line, ct);
            await to.WriteAsync(Break, ct);
        }
    }

    public async Task WriteOcsfAsync(Stream to, CancellationToken ct)
    {
        foreach (var (from, end) in Tiles())
        {
            Dictionary<long, byte[]> entries;
            using (var reader = database.Read()) entries = Entries(reader, from, end);
            foreach (var entry in entries.OrderBy(entry => entry.Key))
            {
                await to.WriteAsync(OcsfEvent.Of(AuditViews.Of(entry.Value)), ct);
                await to.WriteAsync(Break, ct);
            }
        }
    }

    private Dictionary<long, byte[]> Entries(Reader reader, long from, long end) => AuditStore.List(reader, organization, from - 1, (int)(end - from + 1))
        .Where(entry => entry.Sequence <= end).ToDictionary(entry => entry.Sequence, entry => entry.Entry);

    private IEnumerable<(long From, long End)> Tiles()
    {
        for (var from = first; from <= last;)
        {
            var end = Math.Min(last, (from - 1) / AuditExport.Tile * AuditExport.Tile + AuditExport.Tile);
            yield return (from, end);
            from = end + 1;
        }
    }
}
