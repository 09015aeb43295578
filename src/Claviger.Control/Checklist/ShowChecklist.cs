using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;

namespace Claviger.Control.Checklist;

/// <summary>The checklist for somebody who looks at it: judged now where that is quick, else the newest kept run, which is a quarter of an hour old at most where anything changed.</summary>
public sealed class ShowChecklist(ReadChecklist checklist, ListChecklistRuns runs, PolicyHolder policy)
{
    /// <summary>Up to so many secrets, judging takes a tenth of a second.</summary>
    private const int MostSecrets = 5_000;

    /// <param name="now">Judged now, however long it takes.</param>
    /// <returns>Without an id where it was judged for this answer.</returns>
    public Outcome<ChecklistView> Run(Actor actor, bool now) =>
        !now && policy.Current.CountSecrets > MostSecrets && runs.Newest(actor) is { } kept ? kept : checklist.Run(actor);
}
