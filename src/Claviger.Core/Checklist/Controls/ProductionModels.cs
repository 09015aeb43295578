using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Production's keys use the models that their services were tested with.</summary>
internal sealed class ProductionModels : Control
{
    public override string Id => "production-models";
    public override string Title => "Production keys are bound to models";
    public override string Why => "A change of one word in a configuration must not make every request five times as dear.";
    public override ControlSeverity Severity => ControlSeverity.Low;
    public override string Requirement => "S2";
    public override IReadOnlyList<FactArea> Needs => [FactArea.KeyRules];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var keys = facts.WorkingKeys.Where(key => key.Environment == "production" && !key.IsPersonal).ToList();
        if (keys.Count == 0) return Verdict.NotApplicable("there are no production keys");
        var open = keys.Where(key => key.Models.Count == 0 || key.Models.Contains("*")).ToList();
        return new($"{keys.Count - open.Count} of {Remedy.Count(keys.Count, "production key")} bound", [.. open.Select(key => Evidence.Fail("api_key", key.Id, key.Name, "may use every model",
            Remedy.Of(facts, $"keys update {Remedy.Word(key.Name, key.Id)} --model MODEL", "none: the console has no model rules for keys")))]);
    }
}
