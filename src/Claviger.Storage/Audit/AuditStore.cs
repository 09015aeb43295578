using System.Globalization;
using Claviger.Core;
using Claviger.Core.Audit;

namespace Claviger.Storage.Audit;

/// <summary>The audit log: appended to inside the transaction of the change, one sequence an organization.</summary>
public static class AuditStore
{
    /// <summary>Gapless: the number is taken under the writer's lock, in the transaction that keeps or loses it.</summary>
    internal static long Append(AdminTransaction tx, AuditEntry entry, long atMs)
    {
        var organization = entry.Organization.Value;
        var size = tx.Tree.Size(organization);
        var bytes = AuditEntryBytes.Of(size + 1, atMs, entry);
        tx.Execute(
            """
            INSERT INTO audit_entries (sequence, at_ms, organization_id, kind, outcome, actor_type, actor_id, target, entry)
            VALUES (@sequence, @atMs, @organization, @kind, @outcome, @actorType, @actorId, @target, @bytes)
            """,
            new
            {
                sequence = size + 1,
                atMs,
                organization,
                kind = (int)entry.Kind,
                outcome = (int)entry.Outcome,
                actorType = entry.ActorType,
                actorId = entry.ActorId,
                target = entry.Target,
                bytes,
            });
        tx.Tree.Append(organization, size, MerkleHash.Leaf(bytes));
        return size + 1;
    }

    /// <summary>Entries with a sequence above <paramref name="after"/>, oldest first, as stored.</summary>
    public static IReadOnlyList<(long Sequence, byte[] Entry)> List(Reader reader, OrganizationId organization, long after, int limit) => Rows(reader.Query<EntryRow>(
        $"SELECT {EntryRow.Columns} FROM audit_entries WHERE organization_id = @organization AND sequence > @after ORDER BY sequence LIMIT @limit",
        new { organization = organization.Value, after, limit }));

    public static byte[]? Find(Reader reader, OrganizationId organization, long sequence) => reader.First<byte[]>(
        "SELECT entry FROM audit_entries WHERE organization_id = @organization AND sequence = @sequence", new { organization = organization.Value, sequence });

    /// <summary>Number of the first entry at or after a time; null when there is none.</summary>
    public static long? FirstAt(Reader reader, OrganizationId organization, long atMs) => reader.First<long?>(
        "SELECT MIN(sequence) FROM audit_entries WHERE organization_id = @organization AND at_ms >= @atMs", new { organization = organization.Value, atMs });

    /// <summary>When an entry was written, Unix milliseconds; null when there is none of that number.</summary>
    public static long? WrittenAt(Reader reader, OrganizationId organization, long sequence) => reader.First<long?>(
        "SELECT at_ms FROM audit_entries WHERE organization_id = @organization AND sequence = @sequence", new { organization = organization.Value, sequence });

    /// <summary>A page, newest first.</summary>
    public static IReadOnlyList<(long Sequence, byte[] Entry)> Page(Reader reader, OrganizationId organization, AuditFilter filter, long? below, long? above, int limit)
    {
        var where = new List<string> { "organization_id = @organization" };
        if (below is not null) where.Add("sequence < @below");
        if (above is not null) where.Add("sequence > @above");
        if (filter.Kinds is not null) where.Add("kind IN @kinds");
        if (filter.NotKinds.Count > 0) where.Add("kind NOT IN @notKinds");
        if (filter.ActorIds.Count > 0) where.Add("actor_id IN @actors");
        if (filter.Target is not null) where.Add("target = @target");
        if (filter.Outcome is { } outcome) where.Add(string.Create(CultureInfo.InvariantCulture, $"outcome = {(int)outcome}")); // a literal, or the partial index is not used
        if (filter.FromMs is not null) where.Add("at_ms >= @fromMs");
        if (filter.ToMs is not null) where.Add("at_ms < @toMs");
        var order = above is null ? "DESC" : "ASC";
        // Entries themselves are read for the page only.
        var rows = Rows(reader.Query<EntryRow>(
            $"""
            SELECT {EntryRow.Columns} FROM audit_entries WHERE organization_id = @organization AND sequence IN (
                SELECT sequence FROM audit_entries WHERE {string.Join(" AND ", where)} ORDER BY sequence {order} LIMIT @limit)
            ORDER BY sequence {order}
            """,
            new
            {
                organization = organization.Value, below, above, limit, actors = filter.ActorIds, target = filter.Target, fromMs = filter.FromMs,
                toMs = filter.ToMs, kinds = filter.Kinds?.Select(kind => (int)kind).ToList() ?? [], notKinds = filter.NotKinds.Select(kind => (int)kind).ToList(),
            }));
        if (above is not null) rows.Reverse();
        return rows;
    }

    private static List<(long Sequence, byte[] Entry)> Rows(IEnumerable<EntryRow> rows) => rows.Select(row => (row.Sequence, row.Entry)).ToList();

    private sealed record EntryRow
    {
        public const string Columns = "sequence AS Sequence, entry AS Entry";

        public long Sequence { get; init; }
        public byte[] Entry { get; init; } = [];
    }
}
