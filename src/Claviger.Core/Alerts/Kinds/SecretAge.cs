using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Alerts.Kinds;

/// <summary>A secret is due for rotation, or its overlap runs: told each day, because somebody still has to move.</summary>
public sealed class SecretAge : AlertKind
{
    public override string Name => "secret_age";
    public override string Says => "A secret is due for rotation, or an old one still works beside the new one";
    public override AlertNeeds Needs => AlertNeeds.Organization;
    public override AlertParameters Defaults { get; } = new(Days: [14, 7, 1]);
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = KeySubject.Scopes;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        foreach (var key in facts.Organization?.WorkingKeys ?? [])
        {
            var subject = KeySubject.Of(key);
            if (!Covers(rule, subject)) continue;
            foreach (var secret in key.Secrets)
                foreach (var condition in secret.EndsAt is null ? Due(rule, facts, key, subject, secret) : Overlap(facts, key, subject, secret)) yield return condition;
        }
    }

    private IEnumerable<AlertCondition> Due(AlertRule rule, AlertFacts facts, KeyFact key, AlertSubject subject, SecretFact secret)
    {
        var due = key.DueAt(secret);
        var left = (int)Math.Ceiling((due - facts.At).TotalDays);
        foreach (var days in (rule.Parameters.Days ?? Defaults.Days!).Append(0).Distinct().Where(days => left <= days))
            yield return new AlertCondition(
                subject, $"due {Stamp(due)}", days == 0 ? "due" : Days(days), -days, left > 0 ? $"The secret of key {key.Name} is due in {Days(left)}" : $"The secret of key {key.Name} is due for rotation",
                $"Made on {Day(secret.CreatedAt, facts)}, due on {Day(due, facts)}. claviger keys rotate gives a new one beside it.",
                new Dictionary<string, string> { ["due_at"] = Stamp(due), ["made_at"] = Stamp(secret.CreatedAt), ["hint"] = secret.Hint });
    }

    private static IEnumerable<AlertCondition> Overlap(AlertFacts facts, KeyFact key, AlertSubject subject, SecretFact secret)
    {
        if (key.Secrets.Where(other => other.CreatedAt > secret.CreatedAt).MinBy(other => other.CreatedAt) is not { } next) yield break;
        var day = 1 + (int)Math.Floor((facts.At - next.CreatedAt).TotalDays);
        if (day < 1) yield break; // the clock was set back
        var use = secret.LastUsedAt is { } last && last > next.CreatedAt ? $"It was still used at {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "Nobody used it since the new one was made";
        yield return new AlertCondition(
            subject, $"overlap {Stamp(secret.CreatedAt)}", $"day {day}", day, $"Key {key.Name}: day {day} with two secrets", $"{use}; it ends at {secret.EndsAt!.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC at the latest.",
            new Dictionary<string, string> { ["ends_at"] = Stamp(secret.EndsAt.Value), ["hint"] = secret.Hint, ["day"] = $"{day}" });
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
