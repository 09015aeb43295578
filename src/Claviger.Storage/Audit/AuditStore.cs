using System.Buffers;
using System.Text.Json;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Storage.Audit;

/// <summary>The audit log: appended to inside the transaction of the change, read in order.</summary>
public static class AuditStore
{
    /// <summary>Gapless: the number is taken under the writer's lock, in the transaction that keeps or loses it.</summary>
    internal static long Append(AdminTransaction tx, AuditEntry entry, long atMs)
    {
        var sequence = tx.One<long>("SELECT COALESCE(MAX(sequence), 0) + 1 FROM audit_entries");
        tx.Execute(
            """
            INSERT INTO audit_entries (sequence, at_ms, organization_id, kind, outcome, actor_type, actor_id, target, entry)
            VALUES (@sequence, @atMs, @organization, @kind, @outcome, @actorType, @actorId, @target, @bytes)
            """,
            new
            {
                sequence,
                atMs,
                organization = entry.Organization.Value,
                kind = (int)entry.Kind,
                outcome = (int)entry.Outcome,
                actorType = entry.ActorType,
                actorId = entry.ActorId,
                target = entry.Target,
                bytes = Bytes(sequence, atMs, entry),
            });
        return sequence;
    }

    /// <summary>The exact bytes that are stored, exported and (as a Merkle leaf) hashed. Field order is fixed for ever.</summary>
    private static byte[] Bytes(long sequence, long atMs, AuditEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", sequence);
            json.WriteString("at", UtcTimeConverter.Text(DateTimeOffset.FromUnixTimeMilliseconds(atMs)));
            json.WriteString("organization_id", entry.Organization.Value);
            json.WriteString("type", AuditKindNames.Of(entry.Kind));
            json.WriteString("outcome", entry.Outcome == AuditOutcome.Done ? "done" : "denied");
            json.WriteStartObject("actor");
            json.WriteString("type", entry.ActorType);
            json.WriteString("id", entry.ActorId);
            json.WriteEndObject();
            json.WriteString("target", entry.Target);
            json.WritePropertyName("detail");
            if (entry.Detail is null) json.WriteNullValue();
            else json.WriteRawValue(entry.Detail);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Entries with a sequence above <paramref name="after"/>, oldest first, as stored.</summary>
    public static IReadOnlyList<(long Sequence, byte[] Entry)> List(Reader reader, long after, int limit) =>
        reader.Query<EntryRow>("SELECT sequence AS Sequence, entry AS Entry FROM audit_entries WHERE sequence > @after ORDER BY sequence LIMIT @limit", new { after, limit })
            .Select(row => (row.Sequence, row.Entry)).ToList();

    private sealed record EntryRow
    {
        public long Sequence { get; init; }
        public byte[] Entry { get; init; } = [];
    }
}
