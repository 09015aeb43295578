namespace Claviger.Core.Alerts.Kinds;

/// <summary>A channel takes nothing any more: told by the others.</summary>
public sealed class DeliveryFailure : AlertKind
{
    public override string Name => "delivery_failure";
    public override string Says => "A channel fails again and again; the other channels tell of it";
    public override AlertNeeds Needs => AlertNeeds.Channels;
    public override AlertParameters Defaults { get; } = new(Count: 3);

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        foreach (var channel in facts.Channels.Where(channel => channel.IsEnabled && channel.FailingSince is not null && channel.Failures >= (rule.Parameters.Count ?? Defaults.Count)))
            yield return new AlertCondition(
                new AlertSubject("alert_channel", channel.Id.Value, channel.Name), $"{channel.FailingSince!.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", "failing", channel.Failures,
                $"Alerts don't get to {channel.Name}", $"{channel.Failures} attempts failed since {channel.FailingSince.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC. The last one: {channel.LastError}",
                new Dictionary<string, string> { ["failures"] = $"{channel.Failures}", ["channel_type"] = AlertNames.Of(channel.Type) });
    }
}
