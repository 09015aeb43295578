using Claviger.Core;

namespace Claviger.Storage.Audit;

/// <summary>Recorded reviews of the log (S12).</summary>
public static class AuditReviewStore
{
    private const string Columns =
        "number AS Number, id AS Id, at_ms AS AtMs, up_to AS UpTo, actor_type AS ActorType, actor_id AS ActorId, member_id AS MemberId, note AS Note";

    public static AuditReview Add(AdminTransaction tx, OrganizationId organization, AuditReview review) => tx.One<AuditReview>(
        $"""
        INSERT INTO audit_reviews (id, organization_id, at_ms, up_to, actor_type, actor_id, member_id, note)
        VALUES (@Id, @organization, @AtMs, @UpTo, @ActorType, @ActorId, @MemberId, @Note) RETURNING {Columns}
        """, new { organization = organization.Value, review.Id, review.AtMs, review.UpTo, review.ActorType, review.ActorId, review.MemberId, review.Note });

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<AuditReview> Page(Reader reader, OrganizationId organization, long? below, int limit) => reader.Query<AuditReview>(
        $"SELECT {Columns} FROM audit_reviews WHERE organization_id = @organization {(below is null ? "" : "AND number < @below")} ORDER BY number DESC LIMIT @limit",
        new { organization = organization.Value, below, limit }).ToList();
}
