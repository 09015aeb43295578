using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

/// <summary>Kept runs beside each other.</summary>
internal static class ChecklistRuns
{
    public static (ChecklistView View, NewChecklistRun Run) Of(ChecklistReport report)
    {
        var id = ChecklistRunId.New();
        var view = ChecklistViews.Kept(report, id);
        return (view, new NewChecklistRun(id, view.Counts, view.At, JsonSerializer.Serialize(StatusesOf(view), WireJson.Options), EssenceOf(report), JsonSerializer.Serialize(view, WireJson.Options)));
    }

    public static ChecklistView Read(Reader reader, StoredChecklistRun run)
    {
        var view = JsonSerializer.Deserialize<ChecklistView>(ChecklistRunStore.Report(reader, run), WireJson.Lenient)!;
        // Older versions held all evidence, and no count of it.
        return run.Statuses.Length > 0 ? view : view with { Findings = [.. view.Findings.Select(finding => finding with { EvidenceCount = finding.Evidence.Count, WaivedCount = finding.WaivedEvidence.Count })] };
    }

    /// <summary>By control, in the order of the checklist.</summary>
    public static IReadOnlyDictionary<string, string> Statuses(Reader reader, StoredChecklistRun run) =>
        run.Statuses.Length > 0 ? JsonSerializer.Deserialize<Dictionary<string, string>>(run.Statuses)! : StatusesOf(Read(reader, run));

    /// <summary>Controls that failed nothing before and fail now. What wasn't judged before is no worse.</summary>
    public static IReadOnlyList<string> Worse(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        Turned(before, after, from: status => status is "pass" or "warn" or "waived", to: status => status == "fail");

    public static IReadOnlyList<string> Better(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        Turned(before, after, from: status => status is "fail" or "warn", to: status => status == "pass");

    public static ChecklistRunView ViewOf(Reader reader, StoredChecklistRun run, StoredChecklistRun? before)
    {
        var (was, now) = (before is null ? null : Statuses(reader, before), Statuses(reader, run));
        return new ChecklistRunView(
            run.Id, "checklist_run", DateTimeOffset.FromUnixTimeMilliseconds(run.AtMs), ChecklistViews.Counts(run.Passed, run.Warned, run.Failed, run.Waived, run.NotApplicable),
            was is null ? [] : Worse(was, now), was is null ? [] : Better(was, now));
    }

    private static Dictionary<string, string> StatusesOf(ChecklistView view) => view.Findings.ToDictionary(finding => finding.ControlId, finding => finding.Status);

    private static List<string> Turned(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, Func<string, bool> from, Func<string, bool> to) =>
        [.. after.Where(now => to(now.Value) && before.TryGetValue(now.Key, out var was) && from(was)).Select(now => now.Key)];

    // How each control came out and about what. Not the texts: "91 days old" is another text every day.
    private static string EssenceOf(ChecklistReport report)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var finding in report.Findings)
        {
            Add(hash, $"{finding.Control.Id} {FindingStatusNames.Of(finding.Status)}");
            foreach (var line in finding.Evidence.Select(evidence => $"{(evidence.IsFail ? "fail" : "warn")} {evidence.SubjectId}").Order(StringComparer.Ordinal)) Add(hash, line);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
