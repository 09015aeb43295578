using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Somebody is told before a cap is reached, by a channel that works.</summary>
internal sealed class SpendAlerts : Control
{
    public override string Id => "spend-alerts";
    public override string Title => "Spending alerts reach somebody";
    public override string Why => "A cap that is met without warning is an outage.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S10";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Alerts];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var channels = facts.AlertChannels.ToDictionary(channel => channel.Id);
        var rules = facts.AlertRules.Where(rule => rule is { IsEnabled: true, Kind: "spend_threshold" }).ToList();
        var reaching = rules.Where(rule => rule.Channels.Any(channels.ContainsKey)).ToList();
        var evidence = new List<Evidence>();
        if (!reaching.Exists(rule => rule.WorkspaceId is null))
        {
            var watched = reaching.Select(rule => rule.WorkspaceId).ToHashSet();
            var open = facts.Workspaces.Where(workspace => !workspace.IsDefault && !watched.Contains(workspace.Id)).ToList();
            evidence.Add(Evidence.Fail("organization", facts.OrganizationId, facts.OrganizationName,
                reaching.Count == 0 ? "no alert on spend is sent anywhere" : $"no alert watches the whole organization, and none {Remedy.Count(open.Count, "workspace")} of it",
                Remedy.Of(facts, "alerts rules create spend --kind spend_threshold --percent 50,80,100 --channel NAME", "Settings → Limits → Spend notifications")));
        }

        foreach (var id in reaching.SelectMany(rule => rule.Channels).Distinct().Where(channels.ContainsKey))
        {
            var channel = channels[id];
            var test = Remedy.Of(facts, $"alerts channels test {Remedy.Word(channel.Name, channel.Id)}", "Settings → Limits → Spend notifications");
            if (channel.Works == false) evidence.Add(Evidence.Fail("alert_channel", channel.Id, channel.Name, $"its last delivery failed on {channel.LastFailedAt:yyyy-MM-dd}: {channel.LastError ?? "no reason is known"}", test));
            else if (channel.Works is null) evidence.Add(Evidence.Warn("alert_channel", channel.Id, channel.Name, "has never delivered anything, so nobody knows whether it would", test));
        }

        return new($"{Remedy.Count(rules.Count, "alert rule")} on spend, {Remedy.Count(channels.Count, "channel")}", evidence);
    }
}
