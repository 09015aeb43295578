namespace Claviger.Core.Alerts.Kinds;

/// <summary>A key was used in another environment's declared network.</summary>
public sealed class KeySecondEnvironment : AlertKind
{
    public override string Name => "key_second_environment";
    public override string Says => "A key was used in the network of another environment";
    public override AlertNeeds Needs => AlertNeeds.Organization;
    public override AlertParameters Defaults { get; } = new();
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = KeySubject.Scopes;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        if (facts.Organization is not { } organization) yield break;
        var keys = organization.WorkingKeys.ToDictionary(key => key.Id);
        foreach (var seen in organization.Sightings.Where(seen => seen.Environment is not null).GroupBy(seen => (seen.KeyId, seen.Environment)))
        {
            if (!keys.TryGetValue(seen.Key.KeyId, out var key) || key.Environment == seen.Key.Environment) continue;
            var subject = KeySubject.Of(key);
            if (!Covers(rule, subject)) continue;
            var first = seen.MinBy(one => one.FirstAt)!;
            yield return new AlertCondition(
                subject, seen.Key.Environment!, "seen", 1, $"Key {key.Name} was used in {seen.Key.Environment}", $"It is a key of {key.Environment}. First seen from {first.Network} at {first.FirstAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, by {first.Client}.",
                new Dictionary<string, string> { ["environment"] = seen.Key.Environment!, ["network"] = first.Network });
        }
    }
}
