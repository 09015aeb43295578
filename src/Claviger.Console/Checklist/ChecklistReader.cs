using Claviger.Console.Http;
using Claviger.Control.Audit;
using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Console.Checklist;

/// <summary>The checklist for a page: the newest kept run, because judging reads all there is; or judged now where somebody asks for that.</summary>
internal sealed class ChecklistReader(ReadChecklist checklist, ListChecklistRuns runs, NameEntities names)
{
    public Outcome<ChecklistView> Read(Viewer viewer, string? run, bool now)
    {
        if (run is not null) return runs.Get(viewer.Actor, run);
        if (!now && runs.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1"))).Value?.Data is [var newest]) return runs.Get(viewer.Actor, newest.Id);
        return checklist.Run(viewer.Actor);
    }

    /// <summary>Judged now: for acts, which must see what there is.</summary>
    public FindingView? Now(Viewer viewer, string control) => checklist.Run(viewer.Actor).Value?.Findings.FirstOrDefault(finding => finding.ControlId == control);

    public IReadOnlyDictionary<string, string> NamesOf(Viewer viewer, IEnumerable<WaiverView> waivers) => names.Of(viewer.Actor, waivers.SelectMany(waiver => new[] { waiver.OwnerUserId, waiver.SubjectId }));

    public IReadOnlyDictionary<string, string> NamesOf(Viewer viewer, IEnumerable<FindingView> findings) => NamesOf(viewer, findings.SelectMany(finding => finding.Waivers.Concat(finding.EndedWaivers)));
}
