using System.Globalization;
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
        var all = AuditReviewStore.Page(reader, actor.Organization, below, paging.Limit + 1);
        var page = all.Take(paging.Limit).ToList();
        return new CursorPage<AuditReviewView>(
            page.Select(AuditViews.Of).ToList(), all.Count > page.Count ? paging.Next(page[^1].Number.ToString(CultureInfo.InvariantCulture)) : null);
    }
}
