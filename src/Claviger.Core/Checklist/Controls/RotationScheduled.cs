using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Every working key has a date by which it is rotated.</summary>
internal sealed class RotationScheduled : Control
{
    public override string Id => "rotation-scheduled";
    public override string Title => "Every key has a rotation schedule of at most 90 days";
    public override string Why => "A rotation that nobody is reminded of doesn't happen.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S7";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Rotation];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var keys = facts.WorkingKeys.ToList();
        var evidence = keys
            .Where(key => key.RotationDays is not { } days || days > settings.RotationDays)
            .Select(key => Evidence.Fail("api_key", key.Id, key.Name,
                key.RotationDays is { } days ? $"is due every {days} days, less often than every {settings.RotationDays}" : "has no rotation schedule",
                Remedy.Of(facts, $"rotation set --key {Remedy.Word(key.Name, key.Id)} --max-age {settings.RotationDays}d", "none: the console has no schedules; set an expiry date")))
            .ToList();
        var byHand = keys.Count(key => !key.RotatesByItself);
        if (byHand > 0 && !facts.Unknown.ContainsKey(FactArea.Alerts) && !IsTold(facts))
            evidence.Add(Evidence.Warn("organization", facts.OrganizationId, facts.OrganizationName, $"nobody is told when secrets are due, and {Remedy.Count(byHand, "key")} {(byHand == 1 ? "is" : "are")} rotated by hand",
                Remedy.Of(facts, "alerts rules create rotation --kind secret_age --channel NAME", "none")));
        return new($"{Remedy.Count(keys.Count, "working key")}, {byHand} rotated by hand", evidence);
    }

    private static bool IsTold(OrganizationFacts facts)
    {
        var channels = facts.AlertChannels.Select(channel => channel.Id).ToHashSet();
        return facts.AlertRules.Any(rule => rule is { IsEnabled: true, Kind: "secret_age", WorkspaceId: null } && rule.Channels.Any(channels.Contains));
    }
}
