using System.Buffers;
using System.Text.Json;

namespace Claviger.Gateway.OwnedObjects;

/// <summary>
/// One page of a list that holds only what the workspace owns. Objects keep their bytes. Lists with id cursors are walked on until the
/// page is full, because SDKs stop at an empty page; lists with opaque cursors are cut page by page, because SDKs go on.
/// </summary>
internal sealed class ObjectList(Func<string, bool> isOwned)
{
    /// <summary>Upstream pages read for one page of ours; beyond them the rest is left for the next call.</summary>
    public const int MaxUpstreamPages = 50;

    /// <summary>Objects on a page when the caller names no number, and the most of a page (API reference of 2026-10).</summary>
    public const int UpstreamDefault = 20;

    public const string UpstreamMost = "1000";

    private readonly List<byte[]> _kept = [];
    private string? _firstId;
    private string? _lastId;
    private JsonElement _other;

    public bool HasIdCursors { get; private set; }
    public bool UpstreamHasMore { get; private set; }
    public string? UpstreamLastId { get; private set; }
    public string? UpstreamFirstId { get; private set; }
    public int Count => _kept.Count;

    /// <summary>False when the text is no list.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> page, int most, bool backwards)
    {
        try
        {
            using var document = JsonDocument.Parse(page);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) return false;
            _other = root.Clone();
            HasIdCursors = root.TryGetProperty("last_id", out var last);
            UpstreamLastId = HasIdCursors ? last.GetString() : null;
            UpstreamFirstId = root.TryGetProperty("first_id", out var first) ? first.GetString() : null;
            UpstreamHasMore = root.TryGetProperty("has_more", out var more) && more.GetBoolean();

            var owned = data.EnumerateArray().Where(item => item.TryGetProperty("id", out var id) && id.GetString() is { } text && isOwned(text)).ToList();
            var room = most - _kept.Count;
            if (HasIdCursors && owned.Count > room) // other pages hold what was asked for, be it by number or by ids
            {
                owned = backwards ? owned[^room..] : owned[..room];
                UpstreamHasMore = true;
            }

            if (owned.Count == 0) return true;
            var bytes = owned.Select(item => System.Text.Encoding.UTF8.GetBytes(item.GetRawText()));
            if (backwards) _kept.InsertRange(0, bytes);
            else _kept.AddRange(bytes);
            if (backwards || _firstId is null) _firstId = owned[0].GetProperty("id").GetString();
            if (!backwards || _lastId is null) _lastId = owned[^1].GetProperty("id").GetString();
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The page in upstream's own shape.</summary>
    public byte[] ToJson()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            foreach (var property in _other.EnumerateObject())
            {
                json.WritePropertyName(property.Name);
                if (property.NameEquals("data"))
                {
                    json.WriteStartArray();
                    foreach (var item in _kept) json.WriteRawValue(item, skipInputValidation: true);
                    json.WriteEndArray();
                }
                else if (HasIdCursors && property.NameEquals("first_id"))
                {
                    json.WriteStringValue(_firstId);
                }
                else if (HasIdCursors && property.NameEquals("last_id"))
                {
                    json.WriteStringValue(_lastId);
                }
                else if (HasIdCursors && property.NameEquals("has_more"))
                {
                    json.WriteBooleanValue(UpstreamHasMore && _kept.Count > 0);
                }
                else
                {
                    property.Value.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
