using Claviger.Console.Http;
using Claviger.Control.Alerts;
using Claviger.Control.Organizations;
using Claviger.Core;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Alerts;

/// <summary>The form of a channel: the fields of its type.</summary>
internal sealed class AlertChannelForm(EditAlertChannel edit, ListAlertSettings settings, ReadOrganizationSettings organization)
{
    public static AlertChannelSent Blank { get; } = new(null, null, null, null, null, Digest: false, IsEnabled: true);

    public IResult Show(ConsoleCall call, string type, AlertChannelView? channel, AlertChannelSent sent, Problem? problem = null, AlertChannelTestView? test = null) => call.Page<ChannelPage, AlertChannelModel>(
        new AlertChannelModel(type, channel, sent, organization.Run(call.Viewer.Actor).Value?.TimeZone ?? "UTC", test), problem);

    public IResult ShowOne(ConsoleCall call, string id, Problem? problem = null, AlertChannelTestView? test = null)
    {
        var (channel, missing) = settings.Channel(call.Viewer.Actor, id);
        return missing is not null ? call.Fault(missing) : Show(call, channel!.ChannelType, channel, new AlertChannelSent(
            channel.Name, string.Join('\n', channel.Addresses), null, channel.QuietHours?.From, channel.QuietHours?.To, channel.Digest, channel.IsEnabled), problem, test);
    }

    public async Task<IResult> CreateAsync(ConsoleCall call)
    {
        var (type, sent) = (call.Field("type") ?? "", Read(call));
        var (created, problem) = await edit.CreateAsync(call.Viewer.Actor, new CreateAlertChannelRequest(
            sent.Name ?? "", type, type == "email" ? call.Lines("addresses") : null, sent.Url, call.Raw("routing_key"), QuietOf(sent), sent.Digest, sent.IsEnabled), call.Aborted);
        if (problem is not null) return Show(call, type, null, sent, problem);
        return created!.Secret is { } secret
            ? call.Page<ChannelSecretPage, AlertChannelSecretModel>(new AlertChannelSecretModel(created.AlertChannel, secret, IsNew: true)) : ConsoleCall.Go($"/alerts/channels/{created.AlertChannel.Id}", "channel-created");
    }

    public async Task<IResult> UpdateAsync(ConsoleCall call, string id)
    {
        var (channel, missing) = settings.Channel(call.Viewer.Actor, id);
        if (missing is not null) return call.Fault(missing);
        var (type, sent) = (channel!.ChannelType, Read(call));
        var (_, problem) = await edit.UpdateAsync(call.Viewer.Actor, id, new UpdateAlertChannelRequest(
            sent.Name ?? "", type == "email" ? call.Lines("addresses") : null, sent.Url, call.Raw("routing_key"), new Settable<QuietHoursView?>(QuietOf(sent)), type == "pagerduty" ? null : sent.Digest, sent.IsEnabled), call.Aborted);
        return problem is null ? ConsoleCall.Go($"/alerts/channels/{id}", "saved") : Show(call, type, channel, sent, problem);
    }

    private static AlertChannelSent Read(ConsoleCall call) =>
        new(call.Field("name"), call.Field("addresses"), call.Field("url"), call.Field("quiet_from"), call.Field("quiet_to"), call.Checked("digest"), call.Checked("enabled"));

    private static QuietHoursView? QuietOf(AlertChannelSent sent) => sent.QuietFrom is null && sent.QuietTo is null ? null : new QuietHoursView(sent.QuietFrom ?? "", sent.QuietTo ?? "");
}
