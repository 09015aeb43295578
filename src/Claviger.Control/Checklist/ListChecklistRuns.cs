using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

/// <summary>Kept runs, newest first, each with what changed against the one before it.</summary>
public sealed class ListChecklistRuns(Database database)
{
    internal Outcome<CursorPage<ChecklistRunView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "checklist_runs");
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.ChecklistRead)) return Denial.Of(Permission.ChecklistRead);
        using var reader = database.Read();
        var runs = ChecklistRunStore.Page(reader, actor.Organization, below, paging.Limit + 1);
        var before = runs.Skip(1).Append(null).Zip(runs).ToDictionary(pair => pair.Second.Number, pair => pair.First);
        return paging.Of(runs, run => ChecklistRuns.ViewOf(reader, run, before[run.Number]), run => run.Number);
    }

    internal Outcome<ChecklistView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.ChecklistRead)) return Denial.Of(Permission.ChecklistRead);
        using var reader = database.Read();
        return ChecklistRunStore.Find(reader, actor.Organization, id) is { } run ? ChecklistRuns.Read(reader, run) : Problem.NotFound("checklist run");
    }

    /// <summary>The newest with its findings; null: none is kept, or it is not for this actor.</summary>
    public ChecklistView? Newest(Actor actor)
    {
        if (!actor.May(Permission.ChecklistRead)) return null;
        using var reader = database.Read();
        return ChecklistRunStore.Page(reader, actor.Organization, null, 1) is [var newest] ? ChecklistRuns.Read(reader, newest) : null;
    }

    /// <summary>What changed against the run before it; null: there is no such run, or it is not for this actor.</summary>
    internal ChecklistRunView? ChangeOf(Actor actor, string id)
    {
        if (!actor.May(Permission.ChecklistRead)) return null;
        using var reader = database.Read();
        return ChecklistRunStore.Find(reader, actor.Organization, id) is { } run
            ? ChecklistRuns.ViewOf(reader, run, ChecklistRunStore.Page(reader, actor.Organization, run.Number, 1) is [var before] ? before : null)
            : null;
    }
}
