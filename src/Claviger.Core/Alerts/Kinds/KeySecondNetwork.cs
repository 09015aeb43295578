namespace Claviger.Core.Alerts.Kinds;

/// <summary>A key is used from more networks than one service has.</summary>
public sealed class KeySecondNetwork : AlertKind
{
    public override string Name => "key_second_network";
    public override string Says => "A key is used from more networks than expected";
    public override AlertNeeds Needs => AlertNeeds.Organization;
    public override AlertParameters Defaults { get; } = new(Count: 2);
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = KeySubject.Scopes;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        if (facts.Organization is not { } organization) yield break;
        var keys = organization.WorkingKeys.ToDictionary(key => key.Id);
        foreach (var seen in organization.Sightings.GroupBy(seen => seen.KeyId))
        {
            var networks = seen.OrderBy(one => one.FirstAt).Select(one => one.Network).Distinct().ToList();
            if (networks.Count < (rule.Parameters.Count ?? Defaults.Count) || !keys.TryGetValue(seen.Key, out var key)) continue;
            var subject = KeySubject.Of(key);
            if (!Covers(rule, subject)) continue;
            // Another network is another alert; one that is forgotten is none.
            yield return new AlertCondition(
                subject, networks[^1], "networks", networks.Count, $"Key {key.Name} is used from {networks.Count} networks", $"The newest is {networks[^1]}. claviger keys seen {key.Id} lists them.",
                new Dictionary<string, string> { ["networks"] = string.Join(", ", networks.Take(10)), ["count"] = $"{networks.Count}" });
        }
    }
}
