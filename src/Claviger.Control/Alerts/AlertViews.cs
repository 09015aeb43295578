using System.Globalization;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Control.Alerts;

/// <summary>Alerts and what belongs to them, as the wire says them.</summary>
internal static class AlertViews
{
    public static AlertView Of(Alert alert)
    {
        var subject = alert.Condition.Subject;
        return new AlertView(
            alert.Id.Value, "alert", alert.IsOpen ? "open" : "resolved", AlertNames.Of(alert.Severity), alert.Kind, alert.Rule.Value, alert.RuleName,
            new AlertSubjectView(subject.Type, subject.Id, subject.Name, subject.WorkspaceId, subject.OwnerId), alert.Condition.Period, alert.Condition.Threshold, alert.Condition.Title, alert.Condition.Text,
            alert.Condition.Figures, alert.Told, alert.CreatedAt, alert.ResolvedAt, alert.AcknowledgedAt, alert.AcknowledgedBy);
    }

    public static AlertRuleView Of(AlertRule rule)
    {
        var figures = rule.Parameters;
        return new AlertRuleView(
            rule.Id.Value, "alert_rule", rule.Name, rule.Kind, new AlertScopeView(AlertNames.Of(rule.ScopeType), rule.ScopeId),
            new AlertParametersView(figures.Percents, figures.Amounts, figures.Basis, figures.Days, figures.Factor, figures.Floor, figures.Count, figures.Percent),
            AlertNames.Of(rule.Severity), [.. rule.Channels.Select(channel => channel.Value)], rule.RepeatHours, rule.IsEnabled, rule.CreatedAt, rule.UpdatedAt);
    }

    public static AlertChannelView Of(AlertChannel channel) => new(
        channel.Id.Value, "alert_channel", channel.Name, AlertNames.Of(channel.Type), channel.Addresses, channel.Hint, Of(channel.Quiet), channel.Digest, channel.IsEnabled,
        channel.CreatedAt, channel.UpdatedAt, channel.OldSecretUntil, channel.DeliveredAt, channel.FailedAt, channel.LastError, channel.Failures);

    public static AlertDeliveryView Of(AlertDelivery delivery) => new(
        delivery.Id.Value, "alert_delivery", delivery.Channel.Value, delivery.Alert?.Value, AlertNames.Of(delivery.Event), delivery.Message.Title, AlertNames.Of(delivery.Status), delivery.Attempts,
        delivery.CreatedAt, delivery.Status == DeliveryStatus.Pending ? delivery.NextAt : null, delivery.EndedAt, delivery.LastError);

    public static QuietHoursView? Of(QuietHours? quiet) => quiet is { } hours ? new QuietHoursView(Clock(hours.From), Clock(hours.To)) : null;

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
