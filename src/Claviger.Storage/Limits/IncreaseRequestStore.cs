using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>Requests for higher spend limits. One whose requester has left is found by nobody.</summary>
public static class IncreaseRequestStore
{
    private const string Select =
        """
        SELECT r.number AS Number, r.id AS Id, r.requested_by AS RequestedBy, l.id AS LimitId, l.scope_type AS ScopeType, l.scope_id AS ScopeId, l.scope_number AS ScopeNumber,
            l.period AS Period, r.amount_nanos AS AmountNanos, r.reason AS Reason, r.status AS Status, r.created_at_ms AS CreatedAtMs, r.resolved_at_ms AS ResolvedAtMs,
            r.resolved_by_type AS ResolvedByType, r.resolved_by AS ResolvedBy, r.approved_nanos AS ApprovedNanos, r.grant_id AS GrantId
        FROM spend_limit_increase_requests r
        JOIN spend_limits l ON l.number = r.limit_number
        JOIN members m ON m.id = r.requested_by AND m.removed_at_ms IS NULL
        """;

    public static void Add(AdminTransaction tx, OrganizationId organization, IncreaseRequest request, int limitNumber) => tx.Execute(
        """
        INSERT INTO spend_limit_increase_requests (id, organization_id, requested_by, limit_number, amount_nanos, reason, status, created_at_ms)
        VALUES (@id, @organization, @member, @limitNumber, @amount, @reason, @status, @at)
        """,
        new
        {
            id = request.Id.Value,
            organization = organization.Value,
            member = request.RequestedBy.Value,
            limitNumber,
            amount = request.Amount.Nanos,
            reason = request.Reason,
            status = (int)request.Status,
            at = request.CreatedAtMs,
        });

    /// <summary>What was decided, by whom, and when.</summary>
    public static void Resolve(AdminTransaction tx, IncreaseRequest request) => tx.Execute(
        """
        UPDATE spend_limit_increase_requests
        SET status = @status, resolved_at_ms = @at, resolved_by_type = @type, resolved_by = @by, approved_nanos = @approved, grant_id = @grant WHERE id = @id
        """,
        new
        {
            id = request.Id.Value,
            status = (int)request.Status,
            at = request.ResolvedAtMs,
            type = request.ResolvedByType,
            by = request.ResolvedBy,
            approved = request.Approved?.Nanos,
            grant = request.Grant?.Value,
        });

    /// <summary>Ends what somebody who leaves still asks for.</summary>
    /// <returns>Ids of those that ended.</returns>
    public static IReadOnlyList<string> EndOf(AdminTransaction tx, MemberId member, DateTimeOffset at) => tx.Query<string>(
        $"""
        UPDATE spend_limit_increase_requests SET status = {(int)IncreaseStatus.Ended}, resolved_at_ms = @at
        WHERE requested_by = @member AND status = {(int)IncreaseStatus.Pending} RETURNING id
        """, new { member = member.Value, at = at.ToUnixTimeMilliseconds() }).Order(StringComparer.Ordinal).ToList();

    public static IncreaseRequest? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"{Select} WHERE r.id = @id AND r.organization_id = @organization", new { id, organization = organization.Value })?.ToRequest();

    public static IncreaseRequest? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"{Select} WHERE r.id = @id AND r.organization_id = @organization", new { id, organization = organization.Value })?.ToRequest();

    public static bool IsPending(AdminTransaction tx, MemberId member, int limitNumber) => tx.First<string>(
        "SELECT id FROM spend_limit_increase_requests WHERE requested_by = @member AND limit_number = @limitNumber AND status = 0", new { member = member.Value, limitNumber }) is not null;

    /// <summary>Newest first, below a number.</summary>
    /// <param name="statuses">Empty: all. Likewise members.</param>
    public static IReadOnlyList<IncreaseRequest> Page(
        Reader reader, OrganizationId organization, IReadOnlyCollection<IncreaseStatus> statuses, IReadOnlyList<string> members, long? below, int limit) => reader.Query<Row>(
        $"""
        {Select} WHERE r.organization_id = @organization AND (@anyStatus OR r.status IN @statuses) AND (@anybody OR r.requested_by IN @members)
            AND (@below IS NULL OR r.number < @below)
        ORDER BY r.number DESC LIMIT @limit
        """,
        new
        {
            organization = organization.Value,
            anyStatus = statuses.Count == 0,
            statuses = statuses.Select(status => (int)status).ToList(),
            anybody = members.Count == 0,
            members = members.ToList(),
            below,
            limit,
        }).Select(row => row.ToRequest()).ToList();

    private sealed record Row
    {
        public int Number { get; init; }
        public string Id { get; init; } = "";
        public string RequestedBy { get; init; } = "";
        public string LimitId { get; init; } = "";
        public int ScopeType { get; init; }
        public string ScopeId { get; init; } = "";
        public int ScopeNumber { get; init; }
        public int Period { get; init; }
        public long AmountNanos { get; init; }
        public string Reason { get; init; } = "";
        public int Status { get; init; }
        public long CreatedAtMs { get; init; }
        public long? ResolvedAtMs { get; init; }
        public string? ResolvedByType { get; init; }
        public string? ResolvedBy { get; init; }
        public long? ApprovedNanos { get; init; }
        public string? GrantId { get; init; }

        public IncreaseRequest ToRequest() => new()
        {
            Id = new IncreaseRequestId(Id),
            Number = Number,
            RequestedBy = new MemberId(RequestedBy),
            Limit = new SpendLimitId(LimitId),
            Scope = new LimitScope((LimitScopeType)ScopeType, ScopeId, ScopeNumber),
            Period = (LimitPeriod)Period,
            Amount = new Money(AmountNanos),
            Reason = Reason,
            Status = (IncreaseStatus)Status,
            CreatedAtMs = CreatedAtMs,
            ResolvedAtMs = ResolvedAtMs,
            ResolvedByType = ResolvedByType,
            ResolvedBy = ResolvedBy,
            Approved = ApprovedNanos is { } nanos ? new Money(nanos) : null,
            Grant = GrantId is null ? null : new SpendGrantId(GrantId),
        };
    }
}
