using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>Requests for higher limits as one actor sees them.</summary>
internal sealed class IncreaseRequestViews(Reader reader, Actor actor, LimitStandings standings, long nowMs)
{
    private readonly ScopeNames _names = new(reader, actor.Organization);

    /// <summary>Whoever asked, and whoever sees the limit.</summary>
    public bool Sees(IncreaseRequest request) => request.RequestedBy == actor.Member && actor.May(Permission.LimitsRequest) || LimitReach.Sees(reader, actor, request.Scope);

    public IncreaseRequestView Of(IncreaseRequest request, SpendLimitView? limit = null) => new(
        request.Id.Value, "spend_limit_increase_request", Person(request.RequestedBy.Value), SpendLimitViews.Time(request.CreatedAtMs), LimitNames.Of(request.Period),
        request.ResolvedAtMs is { } at ? SpendLimitViews.Time(at) : null,
        request.ResolvedBy is not { } by ? null : request.ResolvedByType == Actor.UserType ? Person(by) : new IncreaseActorView("scoped_api_key_actor", ScopedApiKeyId: by),
        Summary(request), LimitNames.Of(request.Status),
        request.Limit.Value, LimitScopes.ViewOf(request.Scope), request.Amount.ToCentsString(), SpendLimitViews.Currency, request.Reason,
        request.Approved?.ToCentsString(), request.Grant?.Value, limit);

    /// <summary>As the report of effective limits has it, for a limit that others may share.</summary>
    private SpendSummaryView? Summary(IncreaseRequest request)
    {
        if (request.Status != IncreaseStatus.Pending || !LimitReach.Sees(reader, actor, request.Scope)) return null;
        if (SpendLimitStore.Find(reader, actor.Organization, request.Limit.Value) is not { } limit) return null; // deleted since
        var member = _names.Member(request.RequestedBy.Value);
        return ReportEffectiveLimits.RowOf(
            standings.Read([limit], nowMs)[0], new UserActorView("user_actor", request.RequestedBy.Value, NullIfEmpty(member?.Name), member?.Email, Deleted: member is null));
    }

    private IncreaseActorView Person(string id)
    {
        var member = _names.Member(id);
        return new IncreaseActorView("user_actor", id, NullIfEmpty(member?.Name), member?.Email, Deleted: member is null);
    }

    private static string? NullIfEmpty(string? name) => string.IsNullOrEmpty(name) ? null : name;
}
