using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>How the limits on a member's spend stand.</summary>
public sealed class ReportMemberLimits(Database database, LimitStandings standings, TimeProvider clock)
{
    /// <summary>Keys whose limits are looked at, the newest.</summary>
    private const int MostKeys = 200;

    /// <summary>On the member themselves.</summary>
    public IReadOnlyList<SpendLimitUseView> Of(Actor actor, string member)
    {
        using var reader = database.Read();
        return ViewsOf(reader, actor, SpendLimitStore.OfScopes(reader, actor.Organization, LimitScopeType.User, [member]).Where(limit => LimitReach.Sees(reader, actor, limit)).ToList());
    }

    /// <summary>
    /// What one's own spend is under: oneself first, then one's keys, and their workspaces and the organization as far as one may read limits
    /// there. A refusal names the limit to whoever holds the key, so this tells nobody more.
    /// </summary>
    public IReadOnlyList<SpendLimitUseView> Own(Actor actor)
    {
        if (actor.Member is not { } self) return [];
        using var reader = database.Read();
        var keys = KeyBrowseStore.OwnedBy(reader, new KeyOwner(KeyOwner.Member, self.Value), null, MostKeys);
        var places = keys.Select(key => key.Workspace.Value).Distinct().ToList();
        List<SpendLimit> limits =
        [
            .. SpendLimitStore.OfScopes(reader, actor.Organization, LimitScopeType.User, [self.Value]),
            .. SpendLimitStore.OfScopes(reader, actor.Organization, LimitScopeType.ApiKey, [.. keys.Select(key => key.Id.Value)]),
            .. SpendLimitStore.OfScopes(reader, actor.Organization, LimitScopeType.Workspace, places).Where(limit => LimitReach.Sees(reader, actor, limit)),
            .. SpendLimitStore.OfScopes(reader, actor.Organization, LimitScopeType.Organization, [actor.Organization.Value]).Where(limit => LimitReach.Sees(reader, actor, limit)),
        ];
        return ViewsOf(reader, actor, limits);
    }

    private List<SpendLimitUseView> ViewsOf(Reader reader, Actor actor, IReadOnlyList<SpendLimit> limits)
    {
        var names = new ScopeNames(reader, actor.Organization);
        return [.. standings.Read(limits, clock.GetUtcNow().ToUnixTimeMilliseconds()).Select(standing => SpendUseViews.Of(standing, standing.Limit.Scope.Type == LimitScopeType.User ? null : names.Of(standing.Limit.Scope)))];
    }
}
