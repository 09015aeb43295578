using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator.Wire;

/// <summary>List answers: id cursors (Page) and opaque ones (PageCursor).</summary>
internal static class Page
{
    private const int Default = 20;
    private const int Most = 1000;

    /// <summary>A refusal when <c>limit</c> is out of range or both cursors are given.</summary>
    public static Refusal? Check(IQueryCollection query)
    {
        if (query.ContainsKey("after_id") && query.ContainsKey("before_id")) return Refusal.Invalid("after_id, before_id: give one of them");
        return Limit(query) is null ? Refusal.Invalid($"limit: must be from 1 to {Most}") : null;
    }

    /// <summary>By id cursors. A cursor that names nothing gives an empty page.</summary>
    public static void WriteById<T>(
        Utf8JsonWriter json, IQueryCollection query, IReadOnlyList<T> all, Func<T, string> id, Action<Utf8JsonWriter, T> write)
    {
        var limit = Limit(query) ?? Default;
        IReadOnlyList<T> page;
        bool more;
        if (query["before_id"].ToString() is { Length: > 0 } before)
        {
            var end = Math.Max(0, IndexOf(all, id, before));
            page = [.. all.Skip(Math.Max(0, end - limit)).Take(Math.Min(limit, end))];
            more = end > limit;
        }
        else
        {
            var after = query["after_id"].ToString();
            var start = after.Length == 0 ? 0 : IndexOf(all, id, after) is >= 0 and var at ? at + 1 : all.Count;
            page = [.. all.Skip(start).Take(limit)];
            more = start + limit < all.Count;
        }

        json.WriteStartObject();
        WriteData(json, page, write);
        json.WriteBoolean("has_more"u8, more);
        json.WriteString("first_id"u8, page.Count > 0 ? id(page[0]) : null);
        json.WriteString("last_id"u8, page.Count > 0 ? id(page[^1]) : null);
        json.WriteEndObject();
    }

    /// <summary>By an opaque cursor: the last id given, behind a mark.</summary>
    public static void WriteByCursor<T>(
        Utf8JsonWriter json, IQueryCollection query, IReadOnlyList<T> all, Func<T, string> id, Action<Utf8JsonWriter, T> write)
    {
        const string mark = "page_";
        var limit = Limit(query) ?? Default;
        var cursor = query["page"].ToString();
        var start = cursor.StartsWith(mark, StringComparison.Ordinal) ? IndexOf(all, id, cursor[mark.Length..]) + 1 : 0;
        T[] page = [.. all.Skip(start).Take(limit)];
        json.WriteStartObject();
        WriteData(json, page, write);
        json.WriteString("next_page"u8, start + limit < all.Count ? mark + id(page[^1]) : null);
        json.WriteEndObject();
    }

    public static void WriteData<T>(Utf8JsonWriter json, IReadOnlyList<T> page, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray("data"u8);
        foreach (var item in page) write(json, item);
        json.WriteEndArray();
    }

    private static int? Limit(IQueryCollection query)
    {
        if (!query.TryGetValue("limit", out var text)) return Default;
        return int.TryParse(text, out var limit) && limit is >= 1 and <= Most ? limit : null;
    }

    private static int IndexOf<T>(IReadOnlyList<T> all, Func<T, string> id, string wanted)
    {
        for (var i = 0; i < all.Count; i++)
            if (id(all[i]) == wanted) return i;
        return -1;
    }
}
