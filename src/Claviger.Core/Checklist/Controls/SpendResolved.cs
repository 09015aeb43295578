using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Spend whose truth nobody saw is settled in time.</summary>
internal sealed class SpendResolved : Control
{
    public override string Id => "spend-resolved";
    public override string Title => "No spend stays unresolved";
    public override string Why => "Unresolved spend counts at its worst case: caps are tighter, and reports higher, than they need be.";
    public override ControlSeverity Severity => ControlSeverity.Low;
    public override string Requirement => "S9";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Ledger];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var old = facts.Unresolved.Where(entry => facts.At - entry.At > TimeSpan.FromDays(settings.UnresolvedDays)).ToList();
        return new($"{Remedy.Count(facts.Unresolved.Count, "unresolved entry", "unresolved entries")}", [.. old.Select(entry => Evidence.Fail("ledger_entry", entry.Id, entry.Id,
            $"{entry.Booked} booked at its worst case {Remedy.Days(facts.DaysSince(entry.At))} ago", $"claviger ledger resolve {entry.Id} --amount DOLLARS"))]);
    }
}
