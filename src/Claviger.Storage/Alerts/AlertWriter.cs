using System.Data.Common;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Alerts;
using Dapper;

namespace Claviger.Storage.Alerts;

/// <summary>Alerts and their deliveries in one transaction. Who comes second, on another node or after a restart, finds the row and writes nothing.</summary>
public static class AlertWriter
{
    /// <returns>How many alerts were new.</returns>
    public static Task<int> WriteAsync(Database database, OrganizationId organization, AlertChanges changes, DateTimeOffset at, CancellationToken ct) =>
        database.WriteBooksAsync((connection, transaction) => new Work(connection, transaction, organization, at).Do(changes), ct);

    /// <summary>Digests of one week, unless some node has written them.</summary>
    public static Task<bool> WriteDigestAsync(Database database, OrganizationId organization, long weekStartMs, IReadOnlyList<(AlertChannelId Channel, AlertMessage Message)> digests, DateTimeOffset at, CancellationToken ct) =>
        database.WriteBooksAsync((connection, transaction) =>
        {
            var isNew = connection.Execute(
                "INSERT INTO alert_digests (organization_id, week_start_ms) VALUES (@organization, @weekStartMs) ON CONFLICT DO NOTHING", new { organization = organization.Value, weekStartMs }, transaction) == 1;
            if (!isNew) return false;
            var work = new Work(connection, transaction, organization, at);
            foreach (var (channel, message) in digests) work.Send(channel.Value, null, AlertEvent.Digest, AlertSeverity.Info, message);
            return true;
        }, ct);

    private sealed class Work(DbConnection connection, DbTransaction transaction, OrganizationId organization, DateTimeOffset at)
    {
        private readonly long _atMs = at.ToUnixTimeMilliseconds();

        public int Do(AlertChanges changes)
        {
            var added = 0;
            // The most urgent of a subject first: those that it has jumped over are kept, and not told.
            foreach (var alert in changes.New.OrderByDescending(alert => alert.Condition.Urgency)) added += Add(alert) ? 1 : 0;
            foreach (var alert in changes.Ended) End(alert);
            foreach (var alert in changes.Repeated) Repeat(alert);
            return added;
        }

        public void Send(string channel, AlertId? alert, AlertEvent why, AlertSeverity severity, AlertMessage message) => connection.Execute(
            """
            INSERT INTO alert_deliveries (id, organization_id, channel_id, alert_id, event, message, severity, status, attempts, next_at_ms, claimed_until_ms, created_at_ms)
            VALUES (@id, @organization, @channel, @alert, @why, @message, @severity, 0, 0, @atMs, 0, @atMs)
            """,
            new
            {
                id = AlertDeliveryId.New().Value, organization = organization.Value, channel, alert = alert?.Value, why = (int)why, message = JsonSerializer.Serialize(message), severity = (int)severity, atMs = _atMs,
            }, transaction);

        private bool Add(NewAlert alert)
        {
            var (rule, condition) = (alert.Rule, alert.Condition);
            var told = connection.QuerySingle<long>(
                "SELECT COUNT(*) FROM alerts WHERE rule_id = @rule AND subject_id = @subject AND period = @period AND urgency >= @urgency",
                new { rule = rule.Id.Value, subject = condition.Subject.Id, period = condition.Period, urgency = condition.Urgency }, transaction) == 0;
            var id = AlertId.New();
            var isNew = connection.Execute(
                """
                INSERT INTO alerts (id, organization_id, rule_id, rule_name, kind, severity, subject_type, subject_id, subject_name, workspace_id, owner_id, period, threshold, title, body, figures, urgency, told,
                                    created_at_ms, told_at_ms)
                VALUES (@id, @organization, @rule, @ruleName, @kind, @severity, @subjectType, @subject, @subjectName, @workspace, @owner, @period, @threshold, @title, @body, @figures, @urgency, @told, @atMs, @atMs)
                ON CONFLICT (rule_id, subject_id, period, threshold) DO NOTHING
                """,
                new
                {
                    id = id.Value,
                    organization = organization.Value,
                    rule = rule.Id.Value,
                    ruleName = rule.Name,
                    kind = rule.Kind,
                    severity = (int)rule.Severity,
                    subjectType = condition.Subject.Type,
                    subject = condition.Subject.Id,
                    subjectName = condition.Subject.Name,
                    workspace = condition.Subject.WorkspaceId,
                    owner = condition.Subject.OwnerId,
                    period = condition.Period,
                    threshold = condition.Threshold,
                    title = condition.Title,
                    body = condition.Text,
                    figures = JsonSerializer.Serialize(condition.Figures),
                    urgency = condition.Urgency,
                    told = told ? 1 : 0,
                    atMs = _atMs,
                }, transaction) == 1;
            if (!isNew) return false;
            if (told)
                foreach (var channel in alert.Channels) Send(channel.Value, id, AlertEvent.Opened, rule.Severity, AlertMessages.Of(AlertEvent.Opened, id, rule.Name, rule.Kind, rule.Severity, condition, at));
            return true;
        }

        /// <summary>Whoever was told that it began is told that it ended, by the channels that know what to do with that.</summary>
        private void End(Alert alert)
        {
            if (connection.Execute("UPDATE alerts SET resolved_at_ms = @atMs WHERE id = @id AND resolved_at_ms IS NULL", new { id = alert.Id.Value, atMs = _atMs }, transaction) == 0 || !alert.Told) return;
            foreach (var channel in ToldTo(alert, "AND c.type IN (2, 3)")) Send(channel, alert.Id, AlertEvent.Resolved, alert.Severity, MessageOf(AlertEvent.Resolved, alert));
        }

        private void Repeat(Alert alert)
        {
            if (connection.Execute(
                "UPDATE alerts SET told_at_ms = @atMs WHERE id = @id AND told_at_ms = @before AND resolved_at_ms IS NULL AND acknowledged_at_ms IS NULL",
                new { id = alert.Id.Value, atMs = _atMs, before = alert.ToldAt.ToUnixTimeMilliseconds() }, transaction) == 0) return;
            foreach (var channel in ToldTo(alert, "")) Send(channel, alert.Id, AlertEvent.Repeated, alert.Severity, MessageOf(AlertEvent.Repeated, alert));
        }

        private List<string> ToldTo(Alert alert, string which) => connection.Query<string>(
            $"SELECT c.id FROM alert_channels c WHERE c.enabled = 1 {which} AND c.id IN (SELECT d.channel_id FROM alert_deliveries d WHERE d.alert_id = @id) ORDER BY c.number",
            new { id = alert.Id.Value }, transaction).ToList();

        private AlertMessage MessageOf(AlertEvent why, Alert alert) => AlertMessages.Of(why, alert.Id, alert.RuleName, alert.Kind, alert.Severity, alert.Condition, at);
    }
}
