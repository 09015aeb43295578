using Claviger.Core.Checklist.Facts;
using Claviger.Core.Keys;

namespace Claviger.Core.Checklist.Controls;

/// <summary>A key's name says where it belongs: <c>prod-recommendation-service</c>, not <c>key-1</c>.</summary>
internal sealed class DescriptiveNames : Control
{
    public override string Id => "descriptive-names";
    public override string Title => "Keys have descriptive names";
    public override string Why => "Whoever must revoke a key at three in the morning has nothing but its name to know what will stop.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S5";

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var keys = facts.WorkingKeys.ToList();
        var evidence = new List<Evidence>();
        foreach (var key in keys)
        {
            // What a name must be is the naming policy's affair when a key is made; here it only has to say something.
            if (NamingPolicy.SaysNothing(key.Name))
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name, "is a name that says nothing about the service that uses it",
                    Remedy.Of(facts, $"keys update {Remedy.Word(key.Name, key.Id)} --name ENVIRONMENT-SERVICE", "API keys → rename it to environment-service, such as prod-recommendation-service")));
        }

        return new($"{Remedy.Count(keys.Count, "working key")}", evidence);
    }
}
