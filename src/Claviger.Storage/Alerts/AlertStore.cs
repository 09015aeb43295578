using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Alerts;

namespace Claviger.Storage.Alerts;

/// <summary>Alerts as they are read and acknowledged; <see cref="AlertWriter"/> makes and ends them.</summary>
public static class AlertStore
{
    private const string Columns =
        """
        number AS Number, id AS Id, rule_id AS RuleId, rule_name AS RuleName, kind AS Kind, severity AS Severity, subject_type AS SubjectType, subject_id AS SubjectId, subject_name AS SubjectName,
        workspace_id AS WorkspaceId, owner_id AS OwnerId, period AS Period, threshold AS Threshold, title AS Title, body AS Body, figures AS Figures, urgency AS Urgency, told AS Told,
        created_at_ms AS CreatedAtMs, told_at_ms AS ToldAtMs, resolved_at_ms AS ResolvedAtMs, acknowledged_at_ms AS AcknowledgedAtMs, acknowledged_by AS AcknowledgedBy
        """;

    public static IReadOnlyList<Alert> Open(Reader reader, OrganizationId organization) => reader.Query<Row>(
        $"SELECT {Columns} FROM alerts WHERE organization_id = @organization AND resolved_at_ms IS NULL ORDER BY number", new { organization = organization.Value }).Select(row => row.ToAlert()).ToList();

    /// <summary>Whether the alert was written once, whatever became of it.</summary>
    public static bool Knows(Reader reader, AlertRuleId rule, AlertCondition condition) => reader.First<long>(
        "SELECT COUNT(*) FROM alerts WHERE rule_id = @rule AND subject_id = @subject AND period = @period AND threshold = @threshold",
        new { rule = rule.Value, subject = condition.Subject.Id, period = condition.Period, threshold = condition.Threshold }) > 0;

    /// <summary>Newest first.</summary>
    /// <param name="open">Null: open ones and resolved ones.</param>
    public static IReadOnlyList<Alert> Page(Reader reader, OrganizationId organization, bool? open, string? kind, string? workspace, long? below, int limit)
    {
        var where = "organization_id = @organization";
        if (open is { } isOpen) where += isOpen ? " AND resolved_at_ms IS NULL" : " AND resolved_at_ms IS NOT NULL";
        if (kind is not null) where += " AND kind = @kind";
        if (workspace is not null) where += " AND workspace_id = @workspace";
        if (below is not null) where += " AND number < @below";
        return reader.Query<Row>($"SELECT {Columns} FROM alerts WHERE {where} ORDER BY number DESC LIMIT @limit", new { organization = organization.Value, kind, workspace, below, limit }).Select(row => row.ToAlert()).ToList();
    }

    /// <summary>How many are open, by severity, and how many of them nobody has acknowledged.</summary>
    public static IReadOnlyList<(AlertSeverity Severity, long Open, long Unseen)> CountOpen(Reader reader, OrganizationId organization) => reader.Query<(long Severity, long Open, long Unseen)>(
        """
        SELECT severity, COUNT(*), SUM(CASE WHEN acknowledged_at_ms IS NULL THEN 1 ELSE 0 END) FROM alerts
        WHERE organization_id = @organization AND resolved_at_ms IS NULL GROUP BY severity ORDER BY severity
        """, new { organization = organization.Value }).Select(row => ((AlertSeverity)row.Severity, row.Open, row.Unseen)).ToList();

    /// <summary>Told ones since a moment, newest first.</summary>
    public static IReadOnlyList<Alert> Since(Reader reader, OrganizationId organization, DateTimeOffset since, int limit) => reader.Query<Row>(
        $"SELECT {Columns} FROM alerts WHERE organization_id = @organization AND created_at_ms >= @since AND told = 1 ORDER BY number DESC LIMIT @limit",
        new { organization = organization.Value, since = since.ToUnixTimeMilliseconds(), limit }).Select(row => row.ToAlert()).ToList();

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static Alert? Find(Reader reader, OrganizationId organization, string id) => reader.First<Row>(
        $"SELECT {Columns} FROM alerts WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToAlert();

    public static Alert? Find(AdminTransaction tx, OrganizationId organization, string id) => tx.First<Row>(
        $"SELECT {Columns} FROM alerts WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToAlert();

    public static void Acknowledge(AdminTransaction tx, AlertId id, string? by, DateTimeOffset at) => tx.Execute(
        "UPDATE alerts SET acknowledged_at_ms = @at, acknowledged_by = @by WHERE id = @id", new { id = id.Value, by, at = at.ToUnixTimeMilliseconds() });

    /// <summary>Resolved ones alone: an open one that is forgotten would be told anew.</summary>
    public static Task ForgetAsync(Database database, DateTimeOffset before, CancellationToken ct) =>
        database.WriteBooksAsync("DELETE FROM alerts WHERE resolved_at_ms < @before", new { before = before.ToUnixTimeMilliseconds() }, ct);

    private sealed record Row
    {
        public long Number { get; init; }
        public string Id { get; init; } = "";
        public string RuleId { get; init; } = "";
        public string RuleName { get; init; } = "";
        public string Kind { get; init; } = "";
        public int Severity { get; init; }
        public string SubjectType { get; init; } = "";
        public string SubjectId { get; init; } = "";
        public string SubjectName { get; init; } = "";
        public string? WorkspaceId { get; init; }
        public string? OwnerId { get; init; }
        public string Period { get; init; } = "";
        public string Threshold { get; init; } = "";
        public string Title { get; init; } = "";
        public string Body { get; init; } = "";
        public string Figures { get; init; } = "{}";
        public long Urgency { get; init; }
        public int Told { get; init; }
        public long CreatedAtMs { get; init; }
        public long ToldAtMs { get; init; }
        public long? ResolvedAtMs { get; init; }
        public long? AcknowledgedAtMs { get; init; }
        public string? AcknowledgedBy { get; init; }

        public Alert ToAlert() => new(
            Number, new AlertId(Id), new AlertRuleId(RuleId), RuleName, Kind, (AlertSeverity)Severity,
            new AlertCondition(new AlertSubject(SubjectType, SubjectId, SubjectName, WorkspaceId, OwnerId), Period, Threshold, Urgency, Title, Body, JsonSerializer.Deserialize<Dictionary<string, string>>(Figures)!),
            Told != 0, AlertTimes.Of(CreatedAtMs), AlertTimes.Of(ToldAtMs), AlertTimes.Of(ResolvedAtMs), AlertTimes.Of(AcknowledgedAtMs), AcknowledgedBy);
    }
}
