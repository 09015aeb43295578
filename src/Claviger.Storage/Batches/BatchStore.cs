using Claviger.Core;
using Claviger.Core.Batches;
using Claviger.Core.OwnedObjects;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Batches;

/// <inheritdoc cref="IBatchBook"/>
public sealed class BatchStore(Database database) : IBatchBook
{
    private const string Columns = "id AS Id, workspace AS Workspace, key AS Key, owner AS Owner, submitted_at_ms AS SubmittedAtMs, requests AS Requests, worst_case_nanos AS WorstCaseNanos";

    public Task AddAsync(SubmittedBatch batch, CancellationToken ct) => database.WriteBooksAsync(
        """
        INSERT INTO batches (id, workspace, key, owner, submitted_at_ms, requests, worst_case_nanos)
        VALUES (@id, @workspace, @key, @owner, @at, @requests, @worst) ON CONFLICT (id) DO NOTHING;
        INSERT INTO owned_objects (kind, id, workspace, key, created_at_ms)
        VALUES (@kind, @id, @workspace, @key, @at) ON CONFLICT (kind, id) DO NOTHING
        """,
        new
        {
            kind = (int)OwnedKind.Batch,
            id = batch.Id,
            workspace = batch.Workspace,
            key = batch.Key,
            owner = batch.Owner,
            at = batch.SubmittedAtMs,
            requests = batch.Requests,
            worst = batch.WorstCase.Nanos,
        }, ct);

    public IReadOnlyList<SubmittedBatch> Unsettled(int limit)
    {
        using var reader = database.Read();
        return reader.Query<Row>($"SELECT {Columns} FROM batches WHERE settled_at_ms IS NULL ORDER BY submitted_at_ms LIMIT @limit", new { limit })
            .Select(row => row.ToBatch()).ToList();
    }

    /// <summary>Of one workspace, seen by a change.</summary>
    public static int CountUnsettled(AdminTransaction tx, int workspace) => tx.One<int>("SELECT COUNT(*) FROM batches WHERE settled_at_ms IS NULL AND workspace = @workspace", new { workspace });

    public SubmittedBatch? FindUnsettled(string id)
    {
        using var reader = database.Read();
        return reader.First<Row>($"SELECT {Columns} FROM batches WHERE id = @id AND settled_at_ms IS NULL", new { id })?.ToBatch();
    }

    public Money BookedOf(SubmittedBatch batch)
    {
        using var reader = database.Read();
        return new Money(reader.First<long>(
            "SELECT COALESCE(SUM(cost_nanos), 0) FROM usage WHERE request_id >= @low AND request_id < @high AND key = @key AND outcome IN (3, 5)",
            new { low = UsageReportStore.IdBytes(batch.SubmittedAtMs), high = UsageReportStore.IdBytes(batch.SubmittedAtMs + 1), key = batch.Key }));
    }

    public Task MarkSettledAsync(string id, long atMs, CancellationToken ct) => database.WriteBooksAsync(
        "UPDATE batches SET settled_at_ms = @atMs WHERE id = @id AND settled_at_ms IS NULL", new { id, atMs }, ct);

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public int Workspace { get; init; }
        public int Key { get; init; }
        public int Owner { get; init; }
        public long SubmittedAtMs { get; init; }
        public int Requests { get; init; }
        public long WorstCaseNanos { get; init; }

        public SubmittedBatch ToBatch() => new(Id, Workspace, Key, Owner, SubmittedAtMs, Requests, new Money(WorstCaseNanos));
    }
}
