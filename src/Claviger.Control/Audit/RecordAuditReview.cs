using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Records that somebody has read the log (S12): who, up to which entry, what they say of it.</summary>
public sealed class RecordAuditReview(Database database, TimeProvider clock)
{
    private const int MostOfNote = 2_000;

    public async Task<Outcome<AuditReviewView>> RunAsync(Actor actor, RecordAuditReviewRequest request, CancellationToken ct)
    {
        if (request.Note is { Length: > MostOfNote }) return Problem.Invalid("note", $"must be at most {MostOfNote} characters");
        using var tx = await database.BeginAdminAsync(ct);
        var target = Checkpoint.OriginOf(actor.Organization);
        if (!actor.May(Permission.AuditReview))
        {
            tx.Record(actor.WasDenied(AuditKind.AuditReviewRecorded, target, Permission.AuditReview));
            return Denial.Of(Permission.AuditReview);
        }

        var last = AuditTreeStore.Size(tx, actor.Organization);
        var upTo = request.UpTo ?? last;
        if (upTo < 1 || upTo > last) return Problem.Invalid("up_to", $"must be the sequence of an entry, from 1 to {last}");
        var review = AuditReviewStore.Add(tx, actor.Organization, new AuditReview
        {
            Id = EntityId.New(AuditReview.Prefix),
            AtMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            UpTo = upTo,
            ActorType = actor.Type,
            ActorId = actor.Id,
            MemberId = actor.Member?.Value,
            Note = request.Note ?? "",
        });
        tx.Record(actor.Did(AuditKind.AuditReviewRecorded, review.Id, AuditDetail.Of(("up_to", upTo), ("note", review.Note))));
        return AuditViews.Of(review);
    }
}
