namespace Claviger.Core.Alerts.Kinds;

/// <summary>A working key that nobody uses.</summary>
public sealed class KeyUnused : AlertKind
{
    public override string Name => "key_unused";
    public override string Says => "A key was not used for some days";
    public override AlertNeeds Needs => AlertNeeds.Organization;
    public override AlertParameters Defaults { get; } = new(Days: [30]);
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = KeySubject.Scopes;
    public override AlertSeverity UsualSeverity => AlertSeverity.Info;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        foreach (var key in facts.Organization?.WorkingKeys ?? [])
        {
            var subject = KeySubject.Of(key);
            if (!Covers(rule, subject)) continue;
            var since = key.LastUsedAt ?? key.CreatedAt;
            var idle = (int)Math.Floor((facts.At - since).TotalDays);
            foreach (var days in (rule.Parameters.Days ?? Defaults.Days!).Where(days => idle >= days))
                yield return new AlertCondition(
                    subject, Day(since, facts), Days(days), days, $"Key {key.Name} is unused", key.LastUsedAt is null ? $"It was made {Days(idle)} ago and never used." : $"It was last used {Days(idle)} ago.",
                    new Dictionary<string, string> { ["days"] = $"{idle}" });
        }
    }
}
