using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Keys that nobody uses don't work.</summary>
internal sealed class UnusedKeys : Control
{
    public override string Id => "unused-keys";
    public override string Title => "Keys that nobody uses are stopped";
    public override string Why => "Nobody misses an unused key, so nobody notices who else has it.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S4";
    public override IReadOnlyList<FactArea> Needs => [FactArea.KeyUse];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var keys = facts.WorkingKeys.ToList();
        var unused = keys.Where(key => facts.At - (key.LastUsedAt ?? key.CreatedAt) > TimeSpan.FromDays(settings.UnusedDays)).ToList();
        return new($"{keys.Count - unused.Count} of {Remedy.Count(keys.Count, "working key")} used or made in the last {Remedy.Days(settings.UnusedDays)}", [.. unused.Select(key => Evidence.Fail("api_key", key.Id, key.Name,
            key.LastUsedAt is { } last ? $"was last used {Remedy.Days(facts.DaysSince(last))} ago, on {last:yyyy-MM-dd}" : key.UseSeenSince is { } since && since > key.CreatedAt ? $"was not used in the {Remedy.Days(facts.DaysSince(since))} that can be seen"
            : $"was never used in the {Remedy.Days(facts.DaysSince(key.CreatedAt))} since it was made",
            Remedy.Of(facts, $"keys disable {Remedy.Word(key.Name, key.Id)}", "API keys → Disable")))]);
    }
}
