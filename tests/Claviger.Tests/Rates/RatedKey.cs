using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Organizations;
using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Core.Workspaces;

namespace Claviger.Tests.Rates;

/// <summary>Keys of one organization whose levels have the figures that a test wants.</summary>
internal static class RatedKey
{
    public static readonly RateGroup Group = RateGroups.OfClass("opus_5_5")!;

    private static readonly DateTimeOffset Then = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static RateFigures Figures(params (LimiterType Type, long Value)[] limits) =>
        limits.Aggregate(RateFigures.None, (figures, limit) => figures.With(limit.Type, limit.Value));

    /// <summary>The figures hold for every model group; the batch group takes what it knows of them.</summary>
    public static GovernedKey Of(RateFigures? key = null, RateFigures? workspace = null, RateFigures? organization = null, int number = 1, int workspaceNumber = 1, long change = 1)
    {
        var tiers = new List<Tier>();
        string? Name(string name, RateFigures? figures)
        {
            if (figures is null) return null;
            tiers.Add(TierBook.Own(name, name, new Dictionary<string, RateFigures> { [Tier.DefaultClass] = figures }));
            return name;
        }

        var place = new Workspace
        {
            Id = new WorkspaceId($"wrkspc_{workspaceNumber}"),
            Number = workspaceNumber,
            Organization = new OrganizationId("org"),
            Name = "Production",
            IsDefault = false,
            DisplayColor = "#000000",
            Tags = new Dictionary<string, string>(),
            Tier = Name("of-workspace", workspace),
            CreatedAt = Then,
        };
        var record = new ApiKey
        {
            Id = new ApiKeyId($"apikey_{number}"),
            Number = number,
            Workspace = place.Id,
            Name = "prod-backend",
            Service = "backend",
            Environment = "production",
            Owner = new KeyOwner(KeyOwner.Member, "user_1"),
            CreatedAt = Then,
            Status = KeyStatus.Active,
            Rules = KeyRules.None,
            Tier = Name("of-key", key),
            SecretHint = "",
        };
        var company = new Organization(new OrganizationId("org"), 1, "Example Company", Then) { Tier = Name("of-organization", organization) };
        var plan = new RatePlanner(new TierBook(tiers), company, [], change).Of(record, place);
        return new GovernedKey(record, place, 1, new UpstreamTarget(new UpstreamId("upstream_1"), "test", new Uri("http://127.0.0.1:1"), "none"), rates: plan);
    }
}
