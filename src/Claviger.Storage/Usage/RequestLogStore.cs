using System.Buffers.Binary;
using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>
/// Rows of the books, newest first, along their key. An index a filter would make every row dearer to write, so a filtered page looks
/// at a bounded stretch of rows instead and says where to go on: it may hold few, but never walks the table.
/// </summary>
public static class RequestLogStore
{
    /// <summary>Rows that one page looks at: some 10 ms.</summary>
    public const int MostLookedAt = 20_000;

    public static RequestLogRow? Find(Reader reader, UInt128 id) => reader.First<RequestLogRow>(
        $"SELECT {RequestLogRow.Columns} FROM usage WHERE request_id = @id", new { id = IdBytes(id) });

    /// <param name="below">The last id that the page before looked at; null: from the newest.</param>
    /// <returns>Rows, and the id to go on below; null at the end.</returns>
    public static (IReadOnlyList<RequestLogRow> Rows, UInt128? Next) Page(Reader reader, RequestLogFilter filter, UInt128? below, int limit, int mostLookedAt = MostLookedAt)
    {
        var low = IdBytes(filter.FromMs is { } from ? RequestIds.Floor(Math.Max(0, from)) : 0);
        var high = IdBytes(Least(below ?? UInt128.MaxValue, filter.ToMs is { } to ? RequestIds.Floor(Math.Max(0, to)) : UInt128.MaxValue));
        // The row after the stretch; null where the stretch reaches the end.
        var beyond = reader.First<byte[]>(
            "SELECT request_id FROM usage WHERE request_id < @high AND request_id >= @low ORDER BY request_id DESC LIMIT 1 OFFSET @mostLookedAt", new { high, low, mostLookedAt });
        var rows = reader.Query<RequestLogRow>(Sql(filter), new
        {
            high, low = beyond ?? low, beyond, limit = limit + 1, workspaces = filter.Workspaces, keys = filter.Keys, models = filter.Models, owners = filter.Owners,
            outcomes = filter.Outcomes?.Select(outcome => (int)outcome).ToList(),
        }).ToList();
        if (rows.Count > limit) return (rows[..limit], rows[limit - 1].RequestId);
        // What lies beyond was not looked at, itself neither: the next page begins with it.
        return (rows, beyond is null ? null : BinaryPrimitives.ReadUInt128BigEndian(beyond) + 1);
    }

    internal static string Sql(RequestLogFilter filter)
    {
        var where = "request_id < @high AND request_id >= @low AND (@beyond IS NULL OR request_id <> @beyond) AND workspace IN @workspaces";
        if (filter.Keys is not null) where += " AND key IN @keys";
        if (filter.Models is not null) where += " AND model IN @models";
        if (filter.Outcomes is not null) where += " AND outcome IN @outcomes";
        if (filter.Owners is not null) where += " AND owner IN @owners";
        return $"SELECT {RequestLogRow.Columns} FROM usage WHERE {where} ORDER BY request_id DESC LIMIT @limit";
    }

    private static UInt128 Least(UInt128 a, UInt128 b) => a < b ? a : b;

    private static byte[] IdBytes(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }
}
