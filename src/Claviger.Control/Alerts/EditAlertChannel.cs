using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Alerts;

/// <summary>Makes, changes and deletes channels.</summary>
public sealed class EditAlertChannel(Database database, Sealer sealer, AlertOptions options, TimeProvider clock)
{
    public const int MostChannels = 100;

    public async Task<Outcome<CreatedAlertChannelView>> CreateAsync(Actor actor, CreateAlertChannelRequest request, CancellationToken ct)
    {
        if (FaultIn(request) is { } fault) return fault;
        AlertChannelFields.InQuietHours(request.QuietHours, out var quiet);
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertChannelCreated, request.Name, Permission.AlertsManage);
        var all = AlertChannelStore.All(tx, actor.Organization);
        if (all.Count >= MostChannels) return new Problem(ProblemKind.InvalidRequest, $"at most {MostChannels} channels: delete one first");
        if (all.Any(other => other.Name == request.Name)) return Taken(request.Name);
        var type = AlertNames.ChannelTypes[request.ChannelType];
        var secret = type switch
        {
            AlertChannelType.Webhook => new AlertChannelSecret(request.Url, WebhookSecret.New()),
            AlertChannelType.Slack => new AlertChannelSecret(request.Url),
            AlertChannelType.PagerDuty => new AlertChannelSecret(request.Url, request.RoutingKey),
            _ => null,
        };
        var now = clock.GetUtcNow();
        var channel = new AlertChannel
        {
            Id = AlertChannelId.New(), Organization = actor.Organization, Name = request.Name, Type = type, Addresses = request.Addresses ?? [], Hint = HintOf(type, secret), Quiet = quiet,
            Digest = request.Digest ?? false, IsEnabled = request.IsEnabled ?? true, CreatedAt = now, UpdatedAt = now,
        };
        tx.Record(Add(tx, sealer, actor, channel, secret));
        return new CreatedAlertChannelView(AlertViews.Of(channel), type == AlertChannelType.Webhook ? secret!.Key : null);
    }

    public async Task<Outcome<AlertChannelView>> UpdateAsync(Actor actor, string id, UpdateAlertChannelRequest request, CancellationToken ct)
    {
        if (FaultIn(request, out var quiet) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertChannelUpdated, id, Permission.AlertsManage);
        if (AlertChannelStore.Find(tx, actor.Organization, id) is not { } channel) return NotFound;
        if (Foreign(AlertNames.Of(channel.Type), request.Addresses, request.Url, request.RoutingKey) is { } foreign) return foreign;
        if (request.Name is { } name && AlertChannelStore.All(tx, actor.Organization).Any(other => other.Name == name && other.Id != channel.Id)) return Taken(name);
        var secret = request.Url is null && request.RoutingKey is null ? null : (AlertChannelStore.SecretOf(tx, sealer, channel) ?? new AlertChannelSecret()) is var old
            ? old with { Url = request.Url ?? old.Url, Key = request.RoutingKey ?? old.Key } : null;
        var changed = channel with
        {
            Name = request.Name ?? channel.Name, Addresses = request.Addresses ?? channel.Addresses, Hint = secret is null ? channel.Hint : HintOf(channel.Type, secret),
            Quiet = request.QuietHours.IsSaid ? quiet : channel.Quiet, Digest = request.Digest ?? channel.Digest, IsEnabled = request.IsEnabled ?? channel.IsEnabled,
        };
        if (secret is null && changed with { Addresses = channel.Addresses } == channel && changed.Addresses.SequenceEqual(channel.Addresses)) return AlertViews.Of(channel); // nothing changes: no event
        changed = changed with { UpdatedAt = clock.GetUtcNow() };
        tx.Record(Change(tx, sealer, actor, channel, changed, secret));
        return AlertViews.Of(changed);
    }

    public async Task<Outcome<DeletedAlertChannelView>> DeleteAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertChannelDeleted, id, Permission.AlertsManage);
        if (AlertChannelStore.Find(tx, actor.Organization, id) is not { } channel) return NotFound;
        if (AlertRuleStore.All(tx, actor.Organization).FirstOrDefault(rule => rule.Channels.Contains(channel.Id)) is { } rule)
            return Problem.Conflict("id", $"the rule '{rule.Name}' sends to this channel: take it out there first", "alert_channel_in_use");
        if (AlertRouteStore.All(tx, actor.Organization).FirstOrDefault(route => route.Value.Contains(channel.Id)) is { Key: { } workspace })
            return Problem.Conflict("id", $"the route of {workspace} leads to this channel: change it first", "alert_channel_in_use");
        tx.Record(Remove(tx, actor, channel));
        return new DeletedAlertChannelView(id, "alert_channel_deleted");
    }

    /// <summary>For acts that make channels among other things.</summary>
    internal static AuditEntry Add(AdminTransaction tx, Sealer sealer, Actor actor, AlertChannel channel, AlertChannelSecret? secret)
    {
        AlertChannelStore.Add(tx, sealer, channel, secret);
        return actor.Did(AuditKind.AlertChannelCreated, channel.Id.Value, AuditDetail.Of(("name", channel.Name), ("after", FieldsOf(channel))));
    }

    internal static AuditEntry Change(AdminTransaction tx, Sealer sealer, Actor actor, AlertChannel before, AlertChannel after, AlertChannelSecret? secret)
    {
        AlertChannelStore.Update(tx, sealer, after, secret);
        return actor.Did(AuditKind.AlertChannelUpdated, after.Id.Value, AuditDetail.Of(("before", FieldsOf(before)), ("after", FieldsOf(after)), ("secret_changed", secret is not null)));
    }

    internal static AuditEntry Remove(AdminTransaction tx, Actor actor, AlertChannel channel)
    {
        AlertChannelStore.Delete(tx, channel.Id);
        return actor.Did(AuditKind.AlertChannelDeleted, channel.Id.Value, AuditDetail.Of(("name", channel.Name), ("channel_type", AlertNames.Of(channel.Type))));
    }

    internal static string? HintOf(AlertChannelType type, AlertChannelSecret? secret) => type switch
    {
        AlertChannelType.Email => null,
        AlertChannelType.PagerDuty => AlertChannelFields.HintOfKey(secret!.Key!),
        _ => AlertChannelFields.HintOfUrl(secret!.Url!),
    };

    internal static Problem NotFound => Problem.NotFound("alert channel");

    private Problem? FaultIn(CreateAlertChannelRequest request)
    {
        if (AlertChannelFields.InName(request.Name) is { } name) return name;
        if (!AlertNames.ChannelTypes.ContainsKey(request.ChannelType)) return Problem.Invalid("channel_type", $"must be one of {string.Join(", ", AlertNames.ChannelTypes.Keys)}");
        if (FaultIn(request.Addresses, request.Url, request.RoutingKey) is { } fault) return fault;
        if (Foreign(request.ChannelType, request.Addresses, request.Url, request.RoutingKey) is { } foreign) return foreign;
        if (request.ChannelType == "email" && request.Addresses is null) return Problem.Invalid("addresses", "required: e-mail goes to addresses, or to the words admins and owner");
        if (request.ChannelType is "slack" or "webhook" && request.Url is null) return Problem.Invalid("url", "required: the address to send to");
        if (request.ChannelType == "pagerduty" && request.RoutingKey is null) return Problem.Invalid("routing_key", "required: the integration's routing key");
        if (request is { ChannelType: "pagerduty", Digest: true }) return Problem.Invalid("digest", "goes with email, slack and webhook: a digest is no incident");
        return AlertChannelFields.InQuietHours(request.QuietHours, out _);
    }

    private Problem? FaultIn(UpdateAlertChannelRequest request, out QuietHours? quiet)
    {
        var fault = AlertChannelFields.InQuietHours(request.QuietHours.Value, out quiet);
        return (request.Name is { } name ? AlertChannelFields.InName(name) : null) ?? FaultIn(request.Addresses, request.Url, request.RoutingKey) ?? fault;
    }

    private Problem? FaultIn(IReadOnlyList<string>? addresses, string? url, string? routingKey) =>
        (addresses is null ? null : AlertChannelFields.InAddresses(addresses)) ?? (url is null ? null : AlertChannelFields.InUrl(url, options.AllowPrivate)) ?? (routingKey is null ? null : AlertChannelFields.InRoutingKey(routingKey));

    private static Problem? Foreign(string type, IReadOnlyList<string>? addresses, string? url, string? routingKey)
    {
        if (addresses is not null && type != "email") return Problem.Invalid("addresses", "goes with channel_type email");
        if (url is not null && type == "email") return Problem.Invalid("url", "goes with channel_type slack, webhook or pagerduty");
        return routingKey is not null && type != "pagerduty" ? Problem.Invalid("routing_key", "goes with channel_type pagerduty") : null;
    }

    private static object FieldsOf(AlertChannel channel) => new
    {
        name = channel.Name, channel_type = AlertNames.Of(channel.Type), addresses = channel.Addresses, hint = channel.Hint, quiet_hours = AlertViews.Of(channel.Quiet) is { } quiet ? $"{quiet.From}-{quiet.To}" : null,
        digest = channel.Digest, is_enabled = channel.IsEnabled,
    };

    private static Problem Taken(string name) => Problem.Conflict("name", $"'{name}' is the name of another channel: choose a different one", "alert_channel_name_taken");
}
