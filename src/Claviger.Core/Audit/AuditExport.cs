using System.Text.Json;

namespace Claviger.Core.Audit;

/// <summary>
/// The lines of an export that are not entries. JSON lines: a header; the exact bytes of each entry; every 256 entries their leaf
/// hashes, as they were when the entries were written; each checkpoint after the last entry it covers. The last line is a checkpoint.
/// </summary>
public static class AuditExport
{
    /// <summary>Entries between two lines of hashes; they lie where tiles of transparency logs do.</summary>
    public const int Tile = 256;

    public const int Format = 1;

    public static byte[] HeaderLine(AuditExportHeader header) => JsonSerializer.SerializeToUtf8Bytes(header, Json);

    public static byte[] HashesLine(IReadOnlyList<byte[]> leaves) => JsonSerializer.SerializeToUtf8Bytes(new HashesContent(leaves), Json);

    public static byte[] CheckpointLine(string note) => JsonSerializer.SerializeToUtf8Bytes(new CheckpointContent(note), Json);

    /// <summary>Null when it is none.</summary>
    public static AuditExportHeader? ReadHeader(ReadOnlySpan<byte> line) => Read<AuditExportHeader>(line);

    internal static IReadOnlyList<byte[]>? ReadHashes(ReadOnlySpan<byte> line) => line.StartsWith("{\"leaf_hashes\""u8) ? Read<HashesContent>(line)?.LeafHashes : null;

    internal static string? ReadCheckpoint(ReadOnlySpan<byte> line) => line.StartsWith("{\"checkpoint\""u8) ? Read<CheckpointContent>(line)?.Checkpoint : null;

    private static T? Read<T>(ReadOnlySpan<byte> line) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record HashesContent(IReadOnlyList<byte[]> LeafHashes);

    private sealed record CheckpointContent(string Checkpoint);
}
