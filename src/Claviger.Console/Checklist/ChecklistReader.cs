using Claviger.Console.Http;
using Claviger.Control.Audit;
using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Console.Checklist;

/// <summary>The checklist for a page, and the names of who answers for waivers.</summary>
internal sealed class ChecklistReader(ShowChecklist checklist, ListChecklistRuns runs, NameEntities names)
{
    /// <param name="run">Id of a kept run; null: as it stands.</param>
    public Outcome<ChecklistView> Read(Viewer viewer, string? run, bool now) => run is not null ? runs.Get(viewer.Actor, run) : checklist.Run(viewer.Actor, now);

    public DateTimeOffset? LastKept(Viewer viewer) => runs.Newest(viewer.Actor)?.At;

    /// <summary>Judged now: for acts, which must see what there is.</summary>
    public FindingView? Now(Viewer viewer, string control) => checklist.Run(viewer.Actor, now: true).Value?.Findings.FirstOrDefault(finding => finding.ControlId == control);

    public IReadOnlyDictionary<string, string> NamesOf(Viewer viewer, IEnumerable<WaiverView> waivers) => names.Of(viewer.Actor, waivers.SelectMany(waiver => new[] { waiver.OwnerUserId, waiver.SubjectId }));

    public IReadOnlyDictionary<string, string> NamesOf(Viewer viewer, IEnumerable<FindingView> findings) => NamesOf(viewer, findings.SelectMany(finding => finding.Waivers.Concat(finding.EndedWaivers)));
}
