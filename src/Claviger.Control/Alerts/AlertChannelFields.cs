using System.Globalization;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Control.Alerts;

/// <summary>What a channel's fields may hold.</summary>
internal static class AlertChannelFields
{
    public const int LongestName = 100;
    private const int MostAddresses = 50, LongestUrl = 2_000, LongestKey = 200;

    public static Problem? InName(string name) => PlainText.IsName(name, LongestName) ? null : Problem.Invalid("name", $"must be 1 to {LongestName} characters, {PlainText.NameTakes}");

    public static Problem? InAddresses(IReadOnlyList<string> addresses)
    {
        if (addresses.Count is 0 or > MostAddresses) return Problem.Invalid("addresses", $"from 1 to {MostAddresses} addresses, or the words admins and owner");
        var bad = addresses.FirstOrDefault(address => address is not (MailAlerts.Admins or MailAlerts.Owner) && !IsAddress(address));
        return bad is null ? null : Problem.Invalid("addresses", $"'{(bad.Length <= 64 ? bad : bad[..64] + "…")}' is neither an e-mail address nor one of the words admins and owner");
    }

    /// <summary>Parsed as it will be sent: nothing that could be another recipient, a header or a display name.</summary>
    private static bool IsAddress(string text) =>
        text.Length <= 254 && !PlainText.HasTricks(text) && !text.Any(c => c is ' ' or ',' or ';' or '<' or '>' or '"' or '(' or ')' or '\\' or ':') && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && MimeKit.MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text;

    /// <summary>Plain http only inside the own network: what goes over it may be read on the way.</summary>
    public static Problem? InUrl(string url, bool allowPrivate)
    {
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Fragment.Length > 0 || PlainText.HasTricks(url))
            return Problem.Invalid("url", $"must be an http(s) address of at most {LongestUrl:N0} characters, without user and fragment");
        return address.Scheme == "http" && !allowPrivate ? Problem.Invalid("url", "must begin with https://; plain http is for receivers inside the own network, which alerts.allow_private allows") : null;
    }

    public static Problem? InRoutingKey(string key) =>
        key.Length is >= 8 and <= LongestKey && key.All(c => c is > ' ' and < '\x7f') ? null : Problem.Invalid("routing_key", $"must be 8 to {LongestKey} printable characters without blanks");

    public static Problem? InQuietHours(QuietHoursView? hours, out QuietHours? quiet)
    {
        quiet = null;
        if (hours is null) return null;
        if (Minute(hours.From) is not { } from) return Problem.Invalid("quiet_hours.from", "must be a time of day, such as 22:00");
        if (Minute(hours.To) is not { } to) return Problem.Invalid("quiet_hours.to", "must be a time of day, such as 07:00");
        if (from == to) return Problem.Invalid("quiet_hours.to", "must differ from quiet_hours.from: a channel that is always quiet tells nothing; disable it instead");
        quiet = new QuietHours(from, to);
        return null;
    }

    /// <summary>Scheme and host, and that there is more.</summary>
    public static string HintOfUrl(string url) => new Uri(url).GetLeftPart(UriPartial.Authority) + "/…";

    /// <summary>Last four characters.</summary>
    public static string HintOfKey(string key) => "…" + key[^4..];

    private static int? Minute(string text) =>
        text.Length == 5 && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Hour * 60 + time.Minute : null;
}
