using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>As seen in traffic: a key is used by one program, from few networks.</summary>
internal sealed class OneServicePerKey : Control
{
    public override string Id => "one-service-per-key";
    public override string Title => "No key is shared between programs";
    public override string Why => "A key in two programs can be neither rotated nor revoked without stopping both, and nobody can say which of them spent.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S4";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Sightings];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var sightings = facts.Sightings.Where(seen => facts.At - seen.LastAt <= TimeSpan.FromDays(settings.SightingDays)).ToLookup(seen => seen.KeyId);
        var seenKeys = 0;
        var evidence = new List<Evidence>();
        foreach (var key in facts.WorkingKeys)
        {
            var seen = sightings[key.Id].ToList();
            if (seen.Count == 0) continue;
            seenKeys++;
            var programs = seen.GroupBy(one => one.Client).Select(group => (Client: group.Key, Last: group.Max(one => one.LastAt), Networks: group.Select(one => one.Network).Distinct().Count())).OrderBy(one => one.Client, StringComparer.Ordinal).ToList();
            if (programs.Count > 1)
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name,
                    $"was used by {programs.Count} programs in {Remedy.Days(settings.SightingDays)}: {string.Join(", ", programs.Select(one => $"{one.Client} (last {one.Last:yyyy-MM-dd})"))}",
                    Remedy.Of(facts, $"keys create for the other one, then: claviger keys rotate {Remedy.Word(key.Name, key.Id)} --overlap 0", "API keys: one for each program")));
            else if (programs[0].Networks > settings.MostNetworks)
                evidence.Add(Evidence.Warn("api_key", key.Id, key.Name, $"was used from {programs[0].Networks} networks in {Remedy.Days(settings.SightingDays)}, more than {settings.MostNetworks}",
                    Remedy.Of(facts, $"keys update {Remedy.Word(key.Name, key.Id)} --network CIDR", "none: the console has no network rules")));
        }

        return new($"{Remedy.Count(seenKeys, "key")} seen in traffic in {Remedy.Days(settings.SightingDays)}", evidence);
    }
}
