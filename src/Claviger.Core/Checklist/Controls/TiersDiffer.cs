using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Development and production are held to different rate limits.</summary>
internal sealed class TiersDiffer : Control
{
    public override string Id => "tiers-differ";
    public override string Title => "Development and production have different rate limit tiers";
    public override string Why => "With the same limits a load test in development takes the share that production needs.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S3";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Tiers];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var development = facts.WorkingKeys.Where(key => key.Environment == "development").ToList();
        var production = facts.WorkingKeys.Where(key => key.Environment == "production").ToList();
        if (development.Count == 0 || production.Count == 0) return Verdict.NotApplicable("there are no keys of both development and production");
        var theirs = production.GroupBy(key => key.Tier).ToDictionary(group => group.Key ?? "", group => group.First().Name);
        return new($"production: {Tiers(production)}; development: {Tiers(development)}", [.. development
            .Where(key => theirs.ContainsKey(key.Tier ?? ""))
            .Select(key => Evidence.Fail("api_key", key.Id, key.Name,
                key.Tier is null ? $"has no tier, and neither has {theirs[""]} in production" : $"has {key.Tier}, as {theirs[key.Tier]} has in production",
                Remedy.Of(facts, $"tiers set TIER --key {Remedy.Word(key.Name, key.Id)}", "Settings → Workspaces → the workspace → Limits → rate limits")))]);
    }

    private static string Tiers(IEnumerable<KeyFact> keys) => string.Join(", ", keys.Select(key => key.Tier ?? "none").Distinct().Order(StringComparer.Ordinal));
}
