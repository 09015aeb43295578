using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

/// <summary>What is waived, ended ones too.</summary>
public sealed class ListWaivers(Database database)
{
    internal Outcome<CursorPage<WaiverView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.ReadWhole(query, "checklist_waivers");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.ChecklistRead)) return Denial.Of(Permission.ChecklistRead);
        using var reader = database.Read();
        return paging.Cut(WaiverStore.All(reader, actor.Organization).Select(ChecklistViews.Of).ToList());
    }
}
