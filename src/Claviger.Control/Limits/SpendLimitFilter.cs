using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>Which limits a list shows, newest first, and from where on. The same for limits and for how they stand.</summary>
internal sealed record SpendLimitFilter(IReadOnlyList<LimitScopeType> Types, IReadOnlyList<(LimitScopeType Type, string Id)> Scopes, CursorPaging Paging, long? Below)
{
    private static readonly IReadOnlyList<LimitScopeType> Entities = [LimitScopeType.Workspace, LimitScopeType.ApiKey, LimitScopeType.User];

    public static Parameter[] Parameters { get; } =
    [
        .. CursorPaging.Parameters, Parameter.List("scope_type", "Only limits of these scopes.", LimitNames.ScopeTypes.Keys), .. Entities.Select(type => Parameter.Text(LimitNames.IdField(type)!)),
    ];

    public static SpendLimitFilter Read(AdminQuery query, string list)
    {
        var types = query.List("scope_type");
        foreach (var type in types)
            if (SpendLimitFields.FaultInType(type) is { } fault) query.Blame("scope_type[]", fault);
        var entities = Entities.Select(type => (Type: type, Id: query.Text(LimitNames.IdField(type)!))).ToList();
        var paging = CursorPaging.Read(query, list, types.Order(StringComparer.Ordinal).Append("").Concat(entities.Select(entity => entity.Id)));
        return new SpendLimitFilter(
            types.Where(LimitNames.ScopeTypes.ContainsKey).Select(type => LimitNames.ScopeTypes[type]).ToList(),
            entities.Where(entity => entity.Id is not null).Select(entity => (entity.Type, entity.Id!)).ToList(), paging, paging.AfterNumber(query));
    }

    /// <summary>One page, and the cursor of the next.</summary>
    public (IReadOnlyList<SpendLimit> Limits, string? NextPage) Take(Reader reader, Actor actor)
    {
        var found = new List<SpendLimit>();
        for (var below = Below; found.Count <= Paging.Limit;)
        {
            var next = SpendLimitStore.Page(reader, actor.Organization, Types, Scopes, below, Paging.Limit + 1);
            found.AddRange(next.Where(limit => LimitReach.Sees(reader, actor, limit)));
            if (next.Count <= Paging.Limit) break;
            below = next[^1].Number;
        }

        var limits = found.Take(Paging.Limit).ToList();
        return (limits, found.Count > limits.Count ? Paging.Next(limits[^1].Number.ToString()) : null);
    }
}
