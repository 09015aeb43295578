using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>As seen in traffic: no key is used where another environment lives.</summary>
internal sealed class EnvironmentsApart : Control
{
    public override string Id => "environments-apart";
    public override string Title => "No key is used from two environments";
    public override string Why => "A development key in production is a key on a developer's laptop that stops production when it is revoked.";
    public override ControlSeverity Severity => ControlSeverity.Critical;
    public override string Requirement => "S8";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Sightings];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var recent = facts.Sightings.Where(seen => facts.At - seen.LastAt <= TimeSpan.FromDays(settings.SightingDays)).ToLookup(seen => seen.KeyId);
        var evidence = new List<Evidence>();
        foreach (var key in facts.WorkingKeys)
            foreach (var strange in recent[key.Id].Where(seen => seen.Environment is not null && seen.Environment != key.Environment).GroupBy(seen => seen.Environment))
            {
                var last = strange.MaxBy(seen => seen.LastAt)!;
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name,
                    $"is a {key.Environment ?? "nobody's"} key and was used from {strange.Key}'s network {last.Network} by {last.Client}, last on {last.LastAt:yyyy-MM-dd HH:mm} UTC",
                    Remedy.Of(facts, $"keys rotate {Remedy.Word(key.Name, key.Id)} --overlap 0, and to refuse it: claviger environments set {strange.Key} --block", "none: the console shows no networks")));
            }

        var declared = facts.Environments.Count(environment => environment.Networks.Count > 0);
        return declared == 0 && evidence.Count == 0
            ? new("no environment has declared its networks, so nothing can be told apart", [Evidence.Warn("organization", facts.OrganizationId, facts.OrganizationName, "no environment has declared its networks",
                Remedy.Of(facts, "environments set production --network CIDR", "none"))])
            : new($"{Remedy.Count(declared, "environment")} with declared networks, {Remedy.Count(recent.Count, "key")} seen in traffic", evidence);
    }
}
