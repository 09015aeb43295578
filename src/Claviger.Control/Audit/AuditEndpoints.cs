using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Audit;

internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder organizations)
    {
        var log = organizations.MapGroup("/audit_log");
        log.MapGet("", (HttpContext http, ListAuditEntries use) => AdminCall.RunAsync<CursorPage<AuditEntryView>>(http, use.Run))
            .Declares(Permission.AuditRead);
        log.MapGet("/{sequence}", (HttpContext http, string sequence, ListAuditEntries use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.GetAsync(actor, sequence, ct)))
            .Declares(Permission.AuditRead);
        log.MapGet("/status", (HttpContext http, ReadAuditStatus use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.AuditRead);
        log.MapGet("/public_key", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.PublicKey(actor))))
            .Declares(Permission.AuditRead);
        log.MapGet("/checkpoints", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync<CursorPage<AuditCheckpointView>>(http, use.Run))
            .Declares(Permission.AuditRead);
        log.MapGet("/checkpoints/latest", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync(http, use.LatestAsync))
            .Declares(Permission.AuditRead);
        log.MapGet("/consistency", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync<AuditConsistencyView>(http, use.Consistency))
            .Declares(Permission.AuditRead);
        log.MapGet("/export", (HttpContext http, ExportAuditLog use) => AdminCall.StreamAsync(http, use.RunAsync))
            .Declares(Permission.AuditExport, AuditKind.AuditExportStarted);
        log.MapGet("/reviews", (HttpContext http, ListAuditReviews use) => AdminCall.RunAsync<CursorPage<AuditReviewView>>(http, use.Run))
            .Declares(Permission.AuditRead);
        log.MapPost("/reviews", (HttpContext http, RecordAuditReview use) => AdminCall.RunAsync<RecordAuditReviewRequest, AuditReviewView>(http, use.RunAsync))
            .Declares(Permission.AuditReview, AuditKind.AuditReviewRecorded);
    }
}
