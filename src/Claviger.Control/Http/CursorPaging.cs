using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Claviger.Core.Contracts;

namespace Claviger.Control.Http;

/// <summary>
/// Anthropic's opaque cursors: <c>limit</c> 1..1000 (default 20) and <c>page</c>. A cursor carries where the next page begins and a
/// digest of the list and filters that made it: with others it would skip or repeat items, so it is refused.
/// </summary>
/// <param name="After">Position of the last item of the page before; null for the first page.</param>
internal sealed record CursorPaging(int Limit, string? After, byte[] Digest)
{
    private const string Prefix = "page_";
    private const string NotOurs = "is not a cursor of this list: send next_page as it came, with the same filters";
    private const int DigestBytes = 8;

    public static Parameter[] Parameters { get; } = [Parameter.Number("limit", 20, 1, 1000, "Items on a page."), Cursor];

    /// <summary>Of a list that comes in one page where no <c>limit</c> is named.</summary>
    public static Parameter[] WholeParameters { get; } = [Parameter.Number("limit", null, 1, 1000, "Items on a page; all of them when it is left out."), Cursor];

    private static Parameter Cursor => Parameter.Text("page", "The next page: next_page as it came, with the same filters.");

    /// <param name="filters">Everything but the limit that decides which items come, as the caller sent it.</param>
    public static CursorPaging Read(AdminQuery query, string list, params IEnumerable<string?> filters) => Read(query, list, 20, filters);

    /// <summary>Of a list that comes in one page where no <c>limit</c> is named.</summary>
    public static CursorPaging ReadWhole(AdminQuery query, string list, params IEnumerable<string?> filters)
    {
        var paging = Read(query, list, int.MaxValue, filters);
        paging.AfterNumber(query);
        return paging;
    }

    private static CursorPaging Read(AdminQuery query, string list, int usual, IEnumerable<string?> filters)
    {
        var text = new StringBuilder(list);
        foreach (var filter in filters) text.Append('\n').Append(filter is null ? "-" : "+" + filter);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..DigestBytes];

        var limit = query.Number("limit", usual, 1, 1000);
        if (query.Text("page") is not { } page) return new CursorPaging(limit, null, digest);
        var after = Position(page, digest);
        if (after is null) query.Blame("page", NotOurs);
        return new CursorPaging(limit, after, digest);
    }

    /// <summary>For positions that are numbers. Whoever makes up a cursor may have put anything into it.</summary>
    public long? AfterNumber(AdminQuery query)
    {
        if (After is null) return null;
        if (long.TryParse(After, System.Globalization.NumberStyles.None, null, out var number)) return number;
        query.Blame("page", NotOurs);
        return null;
    }

    /// <summary>A page out of a list that is whole in memory; positions are how many came before.</summary>
    public CursorPage<T> Cut<T>(IReadOnlyList<T> all)
    {
        var from = (int)Math.Min(After is null ? 0 : long.Parse(After, System.Globalization.CultureInfo.InvariantCulture), all.Count);
        var taken = all.Skip(from).Take(Limit).ToList();
        var next = from + taken.Count;
        return new CursorPage<T>(taken, next < all.Count ? Next(next.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>A page out of what was read with one item more than the limit: that one tells that there is a next page.</summary>
    public CursorPage<TView> Of<T, TView>(IReadOnlyList<T> read, Func<T, TView> view, Func<T, string> position)
    {
        var page = read.Take(Limit).ToList();
        return new CursorPage<TView>(page.Select(view).ToList(), read.Count > page.Count ? Next(position(page[^1])) : null);
    }

    /// <summary>The same where positions are numbers.</summary>
    public CursorPage<TView> Of<T, TView>(IReadOnlyList<T> read, Func<T, TView> view, Func<T, long> number) =>
        Of(read, view, item => number(item).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Next(string position) => Prefix + Base64Url.EncodeToString([.. Digest, .. Encoding.UTF8.GetBytes(position)]);

    private static string? Position(string page, byte[] digest)
    {
        if (!page.StartsWith(Prefix, StringComparison.Ordinal) || page.Length > 200 || !Base64Url.IsValid(page.AsSpan(Prefix.Length))) return null;
        var bytes = Base64Url.DecodeFromChars(page.AsSpan(Prefix.Length));
        // Whoever makes one up knows how it is made: what can't be a text of the store's is no position.
        return bytes.Length > DigestBytes && bytes.AsSpan(0, DigestBytes).SequenceEqual(digest) && !bytes.AsSpan(DigestBytes).Contains((byte)0) ? Encoding.UTF8.GetString(bytes, DigestBytes, bytes.Length - DigestBytes) : null;
    }
}
