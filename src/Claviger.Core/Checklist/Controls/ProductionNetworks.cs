using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Production's keys work from production's networks only.</summary>
internal sealed class ProductionNetworks : Control
{
    public override string Id => "production-networks";
    public override string Title => "Production keys are bound to networks";
    public override string Why => "A leaked key that works from one network only is worth nothing to who found it.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S8";
    public override IReadOnlyList<FactArea> Needs => [FactArea.KeyRules];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var keys = facts.WorkingKeys.Where(key => key.Environment == "production" && !key.IsPersonal).ToList();
        if (keys.Count == 0) return Verdict.NotApplicable("there are no production keys");
        var open = keys.Where(key => key.Networks.Count == 0 || key.Networks.Any(network => network is "0.0.0.0/0" or "::/0")).ToList();
        return new($"{keys.Count - open.Count} of {Remedy.Count(keys.Count, "production key")} bound", [.. open.Select(key => Evidence.Fail("api_key", key.Id, key.Name, "works from any network",
            Remedy.Of(facts, $"keys update {Remedy.Word(key.Name, key.Id)} --network CIDR", "Settings → Security → IP allowlist, for the organization")))]);
    }
}
