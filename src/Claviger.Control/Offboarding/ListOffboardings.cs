using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Offboarding;

namespace Claviger.Control.Offboarding;

/// <summary>Reports of those who left, newest first. Evidence, so for whoever may read the audit log.</summary>
public sealed class ListOffboardings(Database database)
{
    internal Outcome<CursorPage<OffboardingView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "offboardings");
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var reader = database.Read();
        return paging.Of(OffboardingStore.Page(reader, actor.Organization, below, paging.Limit + 1), OffboardingViews.Of, stored => stored.Number);
    }

    internal Outcome<OffboardingView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var reader = database.Read();
        return OffboardingStore.Find(reader, actor.Organization, id) is { } stored ? OffboardingViews.Of(stored) : Problem.NotFound("offboarding");
    }
}
