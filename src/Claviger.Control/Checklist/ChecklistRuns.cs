using System.Text.Json;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

/// <summary>Kept runs beside each other.</summary>
internal static class ChecklistRuns
{
    public static ChecklistView Read(StoredChecklistRun run) => JsonSerializer.Deserialize<ChecklistView>(run.Report, WireJson.Lenient)!;

    /// <summary>Whether a finding came out otherwise, or about other things.</summary>
    public static bool Differ(ChecklistView before, ChecklistView after) => !Essence(before).SequenceEqual(Essence(after));

    /// <summary>Controls that failed nothing before and fail now. What wasn't judged before is no worse.</summary>
    public static IReadOnlyList<string> Worse(ChecklistView before, ChecklistView after) => Turned(before, after, from: status => status is "pass" or "warn" or "waived", to: status => status == "fail");

    public static IReadOnlyList<string> Better(ChecklistView before, ChecklistView after) => Turned(before, after, from: status => status is "fail" or "warn", to: status => status == "pass");

    public static ChecklistRunView ViewOf(StoredChecklistRun run, StoredChecklistRun? before)
    {
        var (was, now) = (before is null ? null : Read(before), Read(run));
        return new ChecklistRunView(
            run.Id, "checklist_run", DateTimeOffset.FromUnixTimeMilliseconds(run.AtMs), ChecklistViews.Counts(run.Passed, run.Warned, run.Failed, run.Waived, run.NotApplicable),
            was is null ? [] : Worse(was, now), was is null ? [] : Better(was, now));
    }

    private static List<string> Turned(ChecklistView before, ChecklistView after, Func<string, bool> from, Func<string, bool> to)
    {
        var was = before.Findings.ToDictionary(finding => finding.ControlId, finding => finding.Status);
        return [.. after.Findings.Where(finding => to(finding.Status) && was.TryGetValue(finding.ControlId, out var status) && from(status)).Select(finding => finding.ControlId)];
    }

    // Not the texts: "91 days old" is another text every day.
    private static IEnumerable<string> Essence(ChecklistView view) =>
        view.Findings.SelectMany(finding => finding.Evidence.Select(evidence => $"{finding.ControlId} {evidence.Level} {evidence.Subject.Id}").Order(StringComparer.Ordinal).Prepend($"{finding.ControlId} {finding.Status}"));
}
