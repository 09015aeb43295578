using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>Where alerts are sent (Claviger's).</summary>
/// <param name="Type">alert_channel</param>
/// <param name="ChannelType">email, slack, webhook or pagerduty.</param>
/// <param name="Addresses">Of e-mail: addresses, and the words admins and owner.</param>
/// <param name="Hint">Enough of its secret address or key to know it by; null: it has none.</param>
/// <param name="QuietHours">Null: never quiet.</param>
/// <param name="Digest">Whether the weekly digest goes there.</param>
/// <param name="OldSecretUntil">Until then messages are signed by the secret of before too.</param>
/// <param name="LastDeliveredAt">When it last took something.</param>
/// <param name="LastError">What the newest failure was.</param>
/// <param name="Failures">Attempts that failed since it last took something.</param>
public sealed record AlertChannelView(
    string Id, string Type, string Name, [AllowedValues("email", "slack", "webhook", "pagerduty")] string ChannelType, IReadOnlyList<string> Addresses, string? Hint, QuietHoursView? QuietHours,
    bool Digest, bool IsEnabled, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? OldSecretUntil,
    DateTimeOffset? LastDeliveredAt, DateTimeOffset? LastFailedAt, string? LastError, int Failures);

/// <summary>In the organization's time zone; over midnight too. Critical alerts pass.</summary>
/// <param name="From">Such as 22:00.</param>
/// <param name="To">Such as 07:00; what waited goes out then.</param>
public sealed record QuietHoursView([RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$")] string From, [RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$")] string To);

/// <summary>A channel and, of a webhook, its signing secret: only this answer shows it.</summary>
/// <param name="Secret">whsec_… in the form of Standard Webhooks; null: the type has none.</param>
public sealed record CreatedAlertChannelView(AlertChannelView AlertChannel, string? Secret);

/// <summary><c>POST /v1/organizations/alert_channels</c></summary>
/// <param name="Name">Unique in the organization.</param>
/// <param name="Addresses">Of e-mail: addresses, and the words admins and owner.</param>
/// <param name="Url">Of slack and webhook: the address. Of pagerduty: another one than PagerDuty's own. Kept sealed.</param>
/// <param name="RoutingKey">Of pagerduty. Kept sealed.</param>
public sealed record CreateAlertChannelRequest(
    [Length(1, 100)] string Name, [AllowedValues("email", "slack", "webhook", "pagerduty")] string ChannelType, [Length(1, 50)] IReadOnlyList<string>? Addresses = null, string? Url = null,
    string? RoutingKey = null, QuietHoursView? QuietHours = null, bool? Digest = null, bool? IsEnabled = null);

/// <summary><c>POST /v1/organizations/alert_channels/{id}</c>: omitted fields stay.</summary>
/// <param name="QuietHours">Null: never quiet.</param>
public sealed record UpdateAlertChannelRequest(
    [Length(1, 100)] string? Name = null, [Length(1, 50)] IReadOnlyList<string>? Addresses = null, string? Url = null, string? RoutingKey = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<QuietHoursView?> QuietHours = default, bool? Digest = null, bool? IsEnabled = null);

/// <summary><c>POST /v1/organizations/alert_channels/{id}/rotate_secret</c></summary>
/// <param name="OverlapHours">How long messages carry both signatures; left out: 24.</param>
[MayBeLeftOut]
public sealed record RotateAlertChannelSecretRequest([Range(0, 168)] int? OverlapHours = null);

/// <summary>What came of a test.</summary>
/// <param name="Type">alert_channel_test</param>
/// <param name="Error">What the receiver said, or why it was not reached; null: it was taken.</param>
public sealed record AlertChannelTestView(string Id, string Type, bool Delivered, string? Error, DateTimeOffset At);

/// <param name="Type">alert_channel_deleted</param>
public sealed record DeletedAlertChannelView(string Id, string Type);
