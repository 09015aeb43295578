using Claviger.Core.Keys;
using Claviger.Core.Organizations;
using Claviger.Core.Workspaces;

namespace Claviger.Core.Rates;

/// <summary>Compiles the plans of one snapshot. Few objects whatever the number of keys: one for each pair of workspace and key tier.</summary>
public sealed class RatePlanner
{
    private readonly TierBook _tiers;
    private readonly ILookup<string, WorkspaceRateLimit> _overrides;
    private readonly Organization _organization;
    private readonly long _change;
    private readonly RateFigures[]? _ofOrganization;
    private readonly Dictionary<int, RateFigures[]?> _ofWorkspaces = [];
    private readonly Dictionary<string, RateFigures[]> _ofTiers = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Workspace, string? Tier), RatePlan> _plans = [];

    /// <exception cref="FormatException">The organization has a tier that isn't there.</exception>
    public RatePlanner(TierBook tiers, Organization organization, IEnumerable<WorkspaceRateLimit> overrides, long change)
    {
        _tiers = tiers;
        _overrides = overrides.ToLookup(limit => limit.Workspace, StringComparer.Ordinal);
        _organization = organization;
        _change = change;
        _ofOrganization = OfTier(organization.Tier);
    }

    /// <exception cref="FormatException">The key or its workspace has a tier that isn't there: a missing limit is not "no limit".</exception>
    public RatePlan Of(ApiKey key, Workspace workspace)
    {
        if (_plans.TryGetValue((workspace.Number, key.Tier), out var known)) return known;
        return _plans[(workspace.Number, key.Tier)] = new RatePlan(_change, _organization.Name, OfTier(key.Tier), OfWorkspace(workspace), _ofOrganization);
    }

    private RateFigures[]? OfWorkspace(Workspace workspace)
    {
        if (_ofWorkspaces.TryGetValue(workspace.Number, out var known)) return known;
        var figures = OfTier(workspace.Tier);
        foreach (var limit in _overrides[workspace.Id.Value])
        {
            figures = figures is null ? [.. Enumerable.Repeat(RateFigures.None, RateGroups.Count)] : [.. figures];
            var group = RateGroups.OfId(limit.Group)?.Index ?? throw new FormatException($"{workspace.Id} has a limit of a group that isn't known: {limit.Group}");
            figures[group] = figures[group].TightenedBy(RateFigures.None.With(limit.Limiter, limit.Value));
        }

        return _ofWorkspaces[workspace.Number] = figures;
    }

    private RateFigures[]? OfTier(string? name)
    {
        if (name is null) return null;
        if (_ofTiers.TryGetValue(name, out var known)) return known;
        var tier = _tiers.Find(name) ?? throw new FormatException($"there is no tier '{name}'");
        return _ofTiers[name] = [.. RateGroups.All.Select(tier.Of)];
    }
}
