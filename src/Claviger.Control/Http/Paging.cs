using Claviger.Core.Contracts;

namespace Claviger.Control.Http;

/// <summary>Anthropic's id cursors: <c>limit</c> 1..1000 (default 20), <c>after_id</c> or <c>before_id</c>, not both.</summary>
internal sealed record Paging(int Limit, string? AfterId, string? BeforeId)
{
    public static Parameter[] Parameters { get; } =
    [
        Parameter.Number("limit", 20, 1, 1000, "Items on a page."),
        Parameter.Text("after_id", "The page after this id: last_id of the page before."),
        Parameter.Text("before_id", "The page before this id: first_id of the page after. Not with after_id."),
    ];

    public static Paging Read(AdminQuery query)
    {
        var paging = new Paging(query.Number("limit", 20, 1, 1000), query.Text("after_id"), query.Text("before_id"));
        if (paging.AfterId is not null && paging.BeforeId is not null) query.Blame("before_id", "can't go with after_id");
        return paging;
    }

    /// <summary>A page out of a list that is whole in memory.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> all, Func<T, string> idOf, AdminQuery query)
    {
        var start = 0;
        var end = all.Count;
        if (AfterId is not null) start = IndexOf(all, idOf, AfterId, "after_id", query) + 1;
        if (BeforeId is not null)
        {
            end = IndexOf(all, idOf, BeforeId, "before_id", query);
            start = Math.Max(0, end - Limit);
        }

        var taken = all.Skip(start).Take(Math.Min(Limit, end - start)).ToList();
        var more = BeforeId is not null ? start > 0 : start + taken.Count < all.Count;
        return Of(taken, idOf, more);
    }

    public static Page<T> Of<T>(IReadOnlyList<T> data, Func<T, string> idOf, bool more) =>
        new(data, more, data.Count > 0 ? idOf(data[0]) : null, data.Count > 0 ? idOf(data[^1]) : null);

    private static int IndexOf<T>(IReadOnlyList<T> all, Func<T, string> idOf, string id, string name, AdminQuery query)
    {
        for (var i = 0; i < all.Count; i++)
            if (string.Equals(idOf(all[i]), id, StringComparison.Ordinal)) return i;
        query.Blame(name, "is not an id of this list");
        return 0;
    }
}
