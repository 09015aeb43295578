using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Every working key has a hard cap of its own.</summary>
internal sealed class KeySpendLimits : Control
{
    public override string Id => "key-spend-limits";
    public override string Title => "Every key has a spend limit";
    public override string Why => "A loop in one service spends until something stops it: its own cap, or everybody's.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S6";
    public override IReadOnlyList<FactArea> Needs => [FactArea.KeySpendLimits];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var capped = facts.SpendLimits.Where(limit => limit.Refuses).Select(limit => (limit.Scope, limit.ScopeId)).ToHashSet();
        var soft = facts.SpendLimits.Where(limit => !limit.Refuses && limit.Scope == "api_key").ToLookup(limit => limit.ScopeId);
        var keys = facts.WorkingKeys.ToList();
        // A person's own keys are capped by the person's cap too: nobody else spends with them.
        var open = keys.Where(key => !capped.Contains(("api_key", key.Id)) && !(key.IsPersonal && capped.Contains(("user", key.OwnerId)))).ToList();
        return new($"{keys.Count - open.Count} of {Remedy.Count(keys.Count, "working key")} capped", [.. open.Select(key => Evidence.Fail("api_key", key.Id, key.Name,
            soft[key.Id].Any() ? "has a limit that refuses nothing (soft, shadow, suspended or without an amount)" : "has no spend limit",
            Remedy.Of(facts, $"limits set --key {Remedy.Word(key.Name, key.Id)} --amount DOLLARS --mode hard", "none: Anthropic has no limits per key; use a workspace of its own")))]);
    }
}
