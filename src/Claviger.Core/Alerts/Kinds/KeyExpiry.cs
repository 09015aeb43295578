namespace Claviger.Core.Alerts.Kinds;

/// <summary>A key will expire.</summary>
public sealed class KeyExpiry : AlertKind
{
    public override string Name => "key_expiry";
    public override string Says => "A key expires in some days";
    public override AlertNeeds Needs => AlertNeeds.Organization;
    public override AlertParameters Defaults { get; } = new(Days: [14, 7, 1]);
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = KeySubject.Scopes;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        foreach (var key in facts.Organization?.WorkingKeys ?? [])
        {
            if (key.ExpiresAt is not { } end || KeySubject.Of(key) is var subject && !Covers(rule, subject)) continue;
            var left = (int)Math.Ceiling((end - facts.At).TotalDays);
            foreach (var days in (rule.Parameters.Days ?? Defaults.Days!).Where(days => left <= days))
                yield return new AlertCondition(
                    subject, Day(end, facts), Days(days), -days, $"Key {key.Name} expires in {Days(left)}", $"It stops at {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Whatever uses it needs another key before.",
                    new Dictionary<string, string> { ["expires_at"] = $"{end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", ["days"] = $"{left}" });
        }
    }
}
