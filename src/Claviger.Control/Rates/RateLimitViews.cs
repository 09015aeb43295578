using System.Security.Cryptography;
using System.Text;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Pricing;
using Claviger.Core.Rates;
using Claviger.Core.Workspaces;

namespace Claviger.Control.Rates;

/// <summary>Rate limits in Anthropic's shapes.</summary>
internal static class RateLimitViews
{
    /// <summary>One organization's entry of a group: always the same, and another one in another organization.</summary>
    public static string IdOf(OrganizationId organization, RateGroup group)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{organization.Value}\n{group.Id}"));
        return "rl_01" + Base62.Encode(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <param name="tier">The organization's; null: an entry without limits, which workspaces may have limits in all the same.</param>
    public static RateLimitView Of(OrganizationId organization, RateGroup group, Tier? tier, PriceBook prices) => new(
        IdOf(organization, group), "rate_limit", GroupOf(group), RateGroups.ModelsOf(group, prices),
        tier is null ? [] : ValuesOf(tier.Of(group), group).Select(limit => new RateLimitValue(LimiterNames.Of(limit.Type), limit.Value)).ToList(),
        RateGroupTypeNames.Of(group.Type));

    /// <param name="own">Of this workspace, of any group.</param>
    /// <param name="tier">The workspace's.</param>
    /// <param name="ofOrganization">The organization's.</param>
    public static WorkspaceRateLimitView Of(
        Workspace workspace, RateGroup group, IReadOnlyList<WorkspaceRateLimit> own, Tier? tier, Tier? ofOrganization, bool inherited, PriceBook prices)
    {
        var limits = new List<WorkspaceRateLimitValue>();
        foreach (var type in LimiterNames.KnownTo(group))
        {
            var organization = ofOrganization?.Of(group)[type];
            // An override is shown as it was set, also where the tier is tighter: whoever reads it back sees what they wrote.
            if (own.FirstOrDefault(limit => limit.Group == group.Id && limit.Limiter == type) is { } set) limits.Add(Value(set.Value, "workspace", null));
            else if (tier?.Of(group)[type] is { } ofTier) limits.Add(Value(ofTier, "workspace", tier.Name));
            else if (inherited && organization is { } passed) limits.Add(Value(passed, "organization", null));

            WorkspaceRateLimitValue Value(long value, string source, string? from) => new(LimiterNames.Of(type), value, organization, new RateLimitSource(source, from));
        }

        return new WorkspaceRateLimitView(
            "workspace_rate_limit", workspace.Id.Value, IdOf(workspace.Organization, group), GroupOf(group), RateGroups.ModelsOf(group, prices), limits,
            RateGroupTypeNames.Of(group.Type));
    }

    private static RateLimitGroupView GroupOf(RateGroup group) => new(group.Id, RateGroupTypeNames.Of(group.Type), group.DisplayName);

    private static IEnumerable<(LimiterType Type, long Value)> ValuesOf(RateFigures figures, RateGroup group)
    {
        foreach (var type in LimiterNames.KnownTo(group))
            if (figures[type] is { } value) yield return (type, value);
    }
}
