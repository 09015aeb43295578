using Claviger.Control.Audit;
using Claviger.Core;
using Claviger.Core.Checklist.Facts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Checklist;

/// <summary>How the audit log stands, for the checklist.</summary>
public sealed class AuditFacts(CheckpointService checkpoints, CheckpointPusher pusher)
{
    internal AuditFact Of(Reader reader, OrganizationId organization)
    {
        var entries = AuditTreeStore.Size(reader, organization);
        var signed = CheckpointStore.Latest(reader, organization)?.Size ?? 0;
        var review = AuditReviewStore.Page(reader, organization, null, 1) is [var last] ? last : null;
        return new AuditFact(
            entries, signed, checkpoints.FaultOf(organization),
            signed < entries && AuditStore.WrittenAt(reader, organization, signed + 1) is { } atMs ? AuditViews.Time(atMs) : null,
            review is null ? null : AuditViews.Time(review.AtMs), review?.UpTo ?? 0,
            [.. pusher.Places.Where(place => place.Failures > 0).Select(place => place.Place.Name)]);
    }
}
