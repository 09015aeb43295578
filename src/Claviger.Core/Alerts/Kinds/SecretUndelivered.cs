namespace Claviger.Core.Alerts.Kinds;

/// <summary>A new secret can't be brought to its sink: until it is, the old one ages on.</summary>
public sealed class SecretUndelivered : AlertKind
{
    public override string Name => "secret_delivery";
    public override string Says => "A new secret could not be brought to its sink, so many times in a row";
    public override AlertNeeds Needs => AlertNeeds.Organization;
    public override AlertParameters Defaults { get; } = new(Count: 3);
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = KeySubject.Scopes;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        foreach (var key in facts.Organization?.WorkingKeys ?? [])
        {
            if (key.Delivery is not { } delivery || delivery.Attempts < (rule.Parameters.Count ?? Defaults.Count) || KeySubject.Of(key) is var subject && !Covers(rule, subject)) continue;
            yield return new AlertCondition(
                subject, $"delivery of {delivery.StartedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", $"{rule.Parameters.Count ?? Defaults.Count} attempts", 0, $"The new secret of key {key.Name} does not reach its sink {delivery.Sink}",
                $"{delivery.Attempts} attempts failed: {delivery.Error ?? "it is not known whether it arrived"}. The old secret goes on working. claviger rotation calendar shows it, claviger rotation deliver tries now.",
                new Dictionary<string, string> { ["sink"] = delivery.Sink, ["attempts"] = $"{delivery.Attempts}" });
        }
    }
}
