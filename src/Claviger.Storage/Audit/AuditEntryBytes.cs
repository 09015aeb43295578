using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Storage.Audit;

/// <summary>The exact bytes that are stored, exported and (as a Merkle leaf) hashed. Field order is fixed for ever.</summary>
internal static class AuditEntryBytes
{
    /// <summary>Tiles of transparency logs give an entry's length 16 bits; half of that leaves room.</summary>
    public const int Most = 32 * 1024;

    private const int ShortTarget = 256;

    public static byte[] Of(long sequence, long atMs, AuditEntry entry)
    {
        var bytes = Write(sequence, atMs, entry);
        if (bytes.Length <= Most) return bytes;
        // Shortened where everybody sees it, because a revocation must never fail for the length of its own record.
        var detail = entry.Detail ?? "null";
        var target = entry.Target.Length <= ShortTarget ? entry.Target : entry.Target[..ShortTarget] + "…";
        return Write(sequence, atMs, entry with
        {
            Target = target,
            Detail = JsonSerializer.Serialize(new
            {
                shortened = new { bytes = Encoding.UTF8.GetByteCount(detail), sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(detail))) },
            }),
        });
    }

    private static byte[] Write(long sequence, long atMs, AuditEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", sequence);
            json.WriteString("at", UtcTimeConverter.Text(DateTimeOffset.FromUnixTimeMilliseconds(atMs)));
            json.WriteString("organization_id", entry.Organization.Value);
            json.WriteString("type", AuditKindNames.Of(entry.Kind));
            json.WriteString("outcome", AuditOutcomeNames.Of(entry.Outcome));
            json.WriteStartObject("actor");
            json.WriteString("type", entry.ActorType);
            json.WriteString("id", entry.ActorId);
            json.WriteEndObject();
            json.WriteString("target", entry.Target);
            json.WritePropertyName("detail");
            WriteDetail(json, entry.Detail);
            if (entry.Request is { } request)
            {
                json.WriteStartObject("request");
                json.WriteString("id", request.Id);
                json.WriteString("ip_address", request.IpAddress);
                json.WriteString("user_agent", request.UserAgent);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDetail(Utf8JsonWriter json, string? detail)
    {
        if (detail is null) json.WriteNullValue();
        else if (!detail.AsSpan().ContainsAny('\n', '\r')) json.WriteRawValue(detail);
        else
        {
            // An export has an entry a line.
            using var document = JsonDocument.Parse(detail);
            document.RootElement.WriteTo(json);
        }
    }
}
