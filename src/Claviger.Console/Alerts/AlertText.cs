using System.Globalization;
using Claviger.Console.Parts;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Console.Alerts;

/// <summary>Words of the wire, as people read them.</summary>
internal static class AlertText
{
    public static IReadOnlyList<(string Title, string Path)> Tabs { get; } =
        [("Alerts", "/alerts"), ("Rules", "/alerts/rules"), ("Channels", "/alerts/channels"), ("Routes", "/alerts/routes"), ("Deliveries", "/alerts/deliveries")];

    /// <summary>spend_threshold: Spend threshold.</summary>
    public static string Words(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    public static string Type(string channelType) => channelType switch
    {
        "email" => "E-mail",
        "slack" => "Slack",
        "webhook" => "Webhook",
        "pagerduty" => "PagerDuty",
        _ => channelType,
    };

    public static string? Tone(string severity) => severity switch
    {
        "critical" => "bad",
        "warning" => "warn",
        _ => "info",
    };

    /// <summary>Dollars in plain digits, as a form takes them back.</summary>
    public static string Dollars(string cents) => DollarText.OfCents(cents).ToString()[1..];

    /// <summary>What a rule of the kind goes by: its own figures, and the kind's where it says nothing.</summary>
    public static string Figures(AlertParametersView given, string kindName)
    {
        if (AlertKindBook.Find(kindName)?.Defaults is not { } usual) return "";
        var parts = new List<string>();
        var amounts = given.Amounts ?? usual.Amounts;
        var percents = given.Percents ?? (given.Amounts is { Count: > 0 } ? null : usual.Percents); // amounts alone mean amounts alone
        if (percents is { Count: > 0 }) parts.Add(string.Join(", ", percents.Select(percent => $"{percent} %")));
        if (amounts is { Count: > 0 }) parts.Add(string.Join(", ", amounts.Select(amount => DollarText.Brief(DollarText.OfCents(amount)))));
        if ((given.Basis ?? usual.Basis) == "forecast") parts.Add("as forecast");
        if ((given.Days ?? usual.Days) is { Count: > 0 } days) parts.Add($"{string.Join(", ", days)} {(days is [1] ? "day" : "days")}");
        if ((given.Factor ?? usual.Factor) is { } factor) parts.Add($"{factor} times the usual spread");
        if ((given.Floor ?? usual.Floor) is { } floor) parts.Add($"from {DollarText.Brief(DollarText.OfCents(floor))}");
        if ((given.Count ?? usual.Count) is { } count) parts.Add($"from {count.ToString("N0", CultureInfo.InvariantCulture)}");
        if ((given.Percent ?? usual.Percent) is { } share) parts.Add($"{share} % of all");
        return string.Join("; ", parts);
    }
}
