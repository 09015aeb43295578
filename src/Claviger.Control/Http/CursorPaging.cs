using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Claviger.Core.Contracts;

namespace Claviger.Control.Http;

/// <summary>
/// Anthropic's opaque cursors over a list that is whole in memory. Without <c>limit</c> everything comes in one page. A cursor belongs to
/// the filters that made it: with others it is refused.
/// </summary>
internal sealed class CursorPaging
{
    private const string Prefix = "page_";

    private readonly int _limit;
    private readonly int _from;
    private readonly string _filters;

    /// <param name="filters">Everything but <c>limit</c> and <c>page</c> that decides what is in the list.</param>
    public CursorPaging(AdminQuery query, params ReadOnlySpan<string?> filters)
    {
        _limit = query.Number("limit", int.MaxValue, 1, 1_000);
        _filters = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', filters!))))[..16];
        if (query.Text("page") is not { } page) return;
        if (!page.StartsWith(Prefix + _filters, StringComparison.Ordinal) || !int.TryParse(page.AsSpan(Prefix.Length + _filters.Length), NumberStyles.AllowHexSpecifier, null, out _from) || _from <= 0)
            query.Blame("page", "is not a cursor of this list: send next_page as it came, with the same parameters");
    }

    public CursorPage<T> Cut<T>(IReadOnlyList<T> all)
    {
        var taken = all.Skip(_from).Take(_limit).ToList();
        var next = _from + taken.Count;
        return new CursorPage<T>(taken, taken.Count > 0 && next < all.Count ? $"{Prefix}{_filters}{next:x}" : null);
    }
}
