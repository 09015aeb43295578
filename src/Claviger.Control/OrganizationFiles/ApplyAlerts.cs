using Claviger.Control.Alerts;
using Claviger.Control.Rotation;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Control.OrganizationFiles;

/// <summary>Alert channels and rules, and policies of rotation.</summary>
public sealed class ApplyAlerts(EditAlertChannel channels, EditAlertRule rules, SetRotationPolicy rotation)
{
    public Task<Problem?> RunAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct) => change.Noun switch
    {
        PlannedNoun.AlertChannel => ChannelAsync(actor, change, work, ct),
        PlannedNoun.AlertRule => RuleAsync(actor, change, work, ct),
        PlannedNoun.RotationPolicy => RotationAsync(actor, change, work, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private async Task<Problem?> ChannelAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await channels.DeleteAsync(actor, change.Id!, ct)).Problem;
        var wanted = work.File.Alerts!.Channels![change.Name];
        if (change.Action == PlannedAction.Update)
            return (await channels.UpdateAsync(actor, change.Id!, new UpdateAlertChannelRequest(
                Addresses: wanted.Type == "email" ? wanted.Addresses : null, QuietHours: wanted.QuietHours is null ? default : new Settable<QuietHoursView?>(wanted.QuietHours), Digest: wanted.Digest, IsEnabled: wanted.Enabled), ct)).Problem;
        var made = await channels.CreateAsync(actor, new CreateAlertChannelRequest(change.Name, wanted.Type, wanted.Addresses, QuietHours: wanted.QuietHours, Digest: wanted.Digest, IsEnabled: wanted.Enabled), ct);
        if (made.Value is { } channel) work.Made(PlannedNoun.AlertChannel, change.Name, channel.AlertChannel.Id);
        return made.Problem;
    }

    private async Task<Problem?> RuleAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await rules.DeleteAsync(actor, change.Id!, ct)).Problem;
        var wanted = work.File.Alerts!.Rules![change.Name];
        var scope = wanted.Workspace is { } place ? new AlertScopeView("workspace", work.IdOf(PlannedNoun.Workspace, place))
            : wanted.Key is { } key ? new AlertScopeView("api_key", work.IdOf(PlannedNoun.Key, key))
            : wanted.Owner is { } owner ? new AlertScopeView("owner", work.IdOf(PlannedNoun.Member, owner))
            : new AlertScopeView("organization");
        var to = wanted.Channels?.Select(name => work.IdOf(PlannedNoun.AlertChannel, name)).ToList();
        return change.Action == PlannedAction.Create
            ? (await rules.CreateAsync(actor, new CreateAlertRuleRequest(change.Name, wanted.Kind, scope, wanted.Parameters, wanted.Severity, to, (int?)wanted.RepeatHours, wanted.Enabled), ct)).Problem
            : (await rules.UpdateAsync(actor, change.Id!, new UpdateAlertRuleRequest(
                null, scope, wanted.Parameters, wanted.Severity, to, wanted.RepeatHours is null ? default : new Settable<int?>((int?)wanted.RepeatHours), wanted.Enabled), ct)).Problem;
    }

    private async Task<Problem?> RotationAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        var parts = change.Parent.Split('|', 2);
        var (scope, wanted) = parts[0] switch
        {
            "workspace" => (work.IdOf(PlannedNoun.Workspace, parts[1]), work.File.Workspaces![parts[1]].Rotation!),
            "api_key" => (work.IdOf(PlannedNoun.Key, parts[1]), work.File.Workspaces!.Values.First(workspace => workspace.Keys?.ContainsKey(parts[1]) == true).Keys![parts[1]].Rotation!),
            _ => (actor.Organization.Value, work.File.Organization!.Rotation!),
        };
        return (await rotation.RunAsync(actor, scope, new SetRotationPolicyRequest(
            Say(wanted.MaxAgeDays), Say(wanted.OverlapSeconds), Say(wanted.AheadDays), Say(wanted.Automatic), Say(wanted.ExtendWhileInUse), Say(wanted.HardEndDays),
            wanted.Sink is null ? default : new Settable<string?>(wanted.Sink == RotationSpec.NoSink ? "" : wanted.Sink)), ct)).Problem;

        static Settable<T?> Say<T>(T? value) where T : struct => value is null ? default : new Settable<T?>(value);
    }
}
