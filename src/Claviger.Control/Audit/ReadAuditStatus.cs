using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Emergency;

namespace Claviger.Control.Audit;

/// <summary>Whether the log is signed, whether checkpoints get outside, and how old the last review is.</summary>
public sealed class ReadAuditStatus(Database database, CheckpointService checkpoints, CheckpointPusher pusher, EmergencyJournal emergencies, TimeProvider clock)
{
    internal Outcome<AuditStatusView> Run(Actor actor)
    {
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var reader = database.Read();
        var organization = actor.Organization;
        var checkpoint = CheckpointStore.Latest(reader, organization);
        var review = AuditReviewStore.Page(reader, organization, null, 1) is [var last] ? last : null;
        return new AuditStatusView(
            "audit_status", AuditTreeStore.Size(reader, organization), checkpoint?.Size ?? 0, checkpoint is null ? null : AuditViews.Time(checkpoint.AtMs), checkpoints.FaultOf(organization),
            pusher.Places.Select(place => Of(place, CheckpointStore.Pushed(reader, organization, place.Place.Name))).ToList(),
            emergencies.Pending.Count, review?.UpTo ?? 0, review is null ? null : AuditViews.Time(review.AtMs), review is null ? null : (int)(clock.GetUtcNow() - AuditViews.Time(review.AtMs)).TotalDays);
    }

    private static AuditPlaceView Of(PlaceState state, (long Size, long AtMs) pushed) => new(
        state.Place.Name, pushed.Size, pushed.Size == 0 ? null : AuditViews.Time(pushed.AtMs), state.Failures, state.FailingSince, state.LastError);
}
