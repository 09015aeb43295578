using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>As declared: a service has one key in an environment.</summary>
internal sealed class OneKeyPerService : Control
{
    public override string Id => "one-key-per-service";
    public override string Title => "One key per service and environment";
    public override string Why => "Two keys of one service are two places to leak from, and none of the two shows what the service spends.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S4";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Services];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        // A developer's own key is named after the developer: it is no second key of a service.
        var groups = facts.WorkingKeys.Where(key => !key.IsPersonal && key.Service is not null).GroupBy(key => (key.Service, key.Environment)).ToList();
        var evidence = new List<Evidence>();
        foreach (var group in groups.Where(group => group.Count() > 1))
        {
            var all = group.OrderBy(key => key.LastUsedAt ?? key.CreatedAt).ToList();
            foreach (var key in all.SkipLast(1))
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name, $"is a second key of {group.Key.Service} in {group.Key.Environment ?? "an unknown environment"}, beside {all[^1].Name}",
                    Remedy.Of(facts, $"keys revoke {Remedy.Word(key.Name, key.Id)}", "API keys → Delete")));
        }

        return new($"{Remedy.Count(groups.Count, "service")}, counted by environment", evidence);
    }
}
