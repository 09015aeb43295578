using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Recorded reviews, newest first.</summary>
public sealed class ListAuditReviews(Database database)
{
    internal Outcome<CursorPage<AuditReviewView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "audit_log/reviews");
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var reader = database.Read();
        return paging.Of(AuditReviewStore.Page(reader, actor.Organization, below, paging.Limit + 1), AuditViews.Of, review => review.Number);
    }
}
