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
            .Declares(Permission.AuditRead)
            .DocumentsOurs("listAuditEntries", "Entries of the audit log, newest first.",
                [
                    .. CursorPaging.Parameters, Parameter.List("types", "Only these types of entry.", AuditKindNames.All),
                    Parameter.List("exclude_types", "Not these types of entry.", AuditKindNames.All), Parameter.List("actor_ids"),
                    Parameter.Text("target", "Id of what was acted on."), Parameter.OneOf("outcome", AuditOutcomeNames.All.Keys), .. TimeBounds.Parameters,
                ]);
        log.MapGet("/{sequence}", (HttpContext http, string sequence, ListAuditEntries use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.GetAsync(actor, sequence, ct)))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("getAuditEntry", "One entry with the proof that it is in the log.");
        log.MapGet("/status", (HttpContext http, ReadAuditStatus use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("getAuditStatus", "How far the log is signed, pushed outside and reviewed.");
        log.MapGet("/public_key", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.PublicKey(actor))))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("getAuditPublicKey", "The key that opens checkpoints.");
        log.MapGet("/checkpoints", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync<CursorPage<AuditCheckpointView>>(http, use.Run))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("listAuditCheckpoints", "Signed checkpoints, newest first.", CursorPaging.Parameters);
        log.MapGet("/checkpoints/latest", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync(http, use.LatestAsync))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("getLatestAuditCheckpoint", "A checkpoint over everything there is, signed now where that is needed.");
        log.MapGet("/consistency", (HttpContext http, ListCheckpoints use) => AdminCall.RunAsync<AuditConsistencyView>(http, use.Consistency))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("getAuditConsistency", "Proof that one checkpoint's log begins with all of another's.",
                Parameter.Number("from", null, 1, null, "Size of the smaller checkpoint.").Needed(),
                Parameter.Number("to", null, 1, null, "Size of the larger one.").Needed());
        log.MapGet("/export", (HttpContext http, ExportAuditLog use) => AdminCall.StreamAsync(http, use.RunAsync))
            .Declares(Permission.AuditExport, AuditKind.AuditExportStarted)
            .Streams("application/x-ndjson")
            .DocumentsOurs("exportAuditLog", "The log as a file: JSON lines that verify alone, or OCSF events.",
                Parameter.OneOf("format", ExportAuditLog.Formats.Keys, "jsonl when it is left out."),
                Parameter.Number("from", 1, 1, null, "Sequence of the first entry."),
                Parameter.Time("created_at.gte", "The first entry from then on. Not with from."));
        log.MapGet("/reviews", (HttpContext http, ListAuditReviews use) => AdminCall.RunAsync<CursorPage<AuditReviewView>>(http, use.Run))
            .Declares(Permission.AuditRead)
            .DocumentsOurs("listAuditReviews", "Recorded reviews of the log.", CursorPaging.Parameters);
        log.MapPost("/reviews", (HttpContext http, RecordAuditReview use) => AdminCall.RunAsync<RecordAuditReviewRequest, AuditReviewView>(http, use.RunAsync))
            .Declares(Permission.AuditReview, AuditKind.AuditReviewRecorded)
            .DocumentsOurs("createAuditReview", "Records that somebody has reviewed the log.");
    }
}
