using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Alerts;

/// <summary>Controls that fail in the newest kept run and passed in one before. Read anew only when there is a newer run.</summary>
public sealed class ChecklistTurns
{
    /// <summary>Runs that are looked back at.</summary>
    private const int MostRuns = 30;

    private readonly Lock _lock = new();
    private (long Number, IReadOnlyList<ChecklistTurnFact> Turns) _known = (-1, []);

    internal IReadOnlyList<ChecklistTurnFact> Read(Reader reader, OrganizationId organization)
    {
        var newest = ChecklistRunStore.Page(reader, organization, null, 1) is [var run] ? run : null;
        if (newest is null) return [];
        lock (_lock)
            if (_known.Number == newest.Number) return _known.Turns;
        var runs = ChecklistRunStore.Page(reader, organization, null, MostRuns).Select(one => (Run: one, Statuses: ChecklistRuns.Statuses(reader, one))).ToList();
        var turns = new List<ChecklistTurnFact>();
        foreach (var finding in ChecklistRuns.Read(reader, runs[0].Run).Findings.Where(finding => finding.Status == "fail"))
        {
            // Back to the first of the runs without a break in which it failed; before that one it must have passed.
            var failing = runs.TakeWhile(one => one.Statuses.GetValueOrDefault(finding.ControlId) == "fail").ToList();
            if (failing.Count < runs.Count && runs[failing.Count].Statuses.GetValueOrDefault(finding.ControlId) is "pass" or "warn" or "waived")
                turns.Add(new ChecklistTurnFact(finding.ControlId, finding.Title, finding.Summary, failing[^1].Run.Id, DateTimeOffset.FromUnixTimeMilliseconds(failing[^1].Run.AtMs)));
        }

        lock (_lock) _known = (newest.Number, turns);
        return turns;
    }
}
