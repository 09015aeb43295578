using System.Globalization;
using System.Text.Json.Nodes;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <summary>The sections about alerts: reading, writing, and how they differ.</summary>
internal static class AlertSections
{
    public static AlertsSpec Read(FileNode node, Func<string, string?> faultInName)
    {
        var alerts = new AlertsSpec(node.Map("channels", faultInName, ChannelOf), node.Map("rules", faultInName, RuleOf));
        node.Finish();
        return alerts;
    }

    public static JsonObject Write(AlertChannelSpec channel) => new()
    {
        ["type"] = channel.Type, ["addresses"] = channel.Type == "email" ? Texts(channel.Addresses) : null,
        ["quiet_hours"] = channel.QuietHours is { } quiet ? new JsonObject { ["from"] = quiet.From, ["to"] = quiet.To } : null, ["digest"] = channel.Digest, ["enabled"] = channel.Enabled,
    };

    public static JsonObject Write(AlertRuleSpec rule) => new()
    {
        ["kind"] = rule.Kind, ["workspace"] = rule.Workspace, ["key"] = rule.Key, ["owner"] = rule.Owner, ["percents"] = Numbers(rule.Parameters.Percents),
        ["amounts"] = rule.Parameters.Amounts is { } amounts ? Texts([.. amounts.Select(cents => MoneyForm.Of(MoneyText.Cents(cents, out _)))]) : null, ["basis"] = rule.Parameters.Basis,
        ["days"] = Numbers(rule.Parameters.Days), ["factor"] = rule.Parameters.Factor, ["floor"] = rule.Parameters.Floor is { } floor ? MoneyForm.Of(MoneyText.Cents(floor, out _)) : null,
        ["count"] = rule.Parameters.Count, ["percent"] = rule.Parameters.Percent, ["severity"] = rule.Severity, ["channels"] = Texts(rule.Channels), ["repeat_hours"] = rule.RepeatHours, ["enabled"] = rule.Enabled,
    };

    public static Differences Between(AlertChannelSpec? now, AlertChannelSpec wanted) => new Differences()
        .Text("type", now?.Type, wanted.Type).List("addresses", now?.Addresses, wanted.Type == "email" ? wanted.Addresses : null)
        .Text("quiet_hours", now?.QuietHours is { } was ? $"{was.From}-{was.To}" : null, wanted.QuietHours is { } quiet ? $"{quiet.From}-{quiet.To}" : null)
        .Flag("digest", now?.Digest, wanted.Digest).Flag("enabled", now?.Enabled, wanted.Enabled);

    public static Differences Between(AlertRuleSpec? now, AlertRuleSpec wanted) => new Differences()
        .Text("kind", now?.Kind, wanted.Kind).Text("about", now is null ? null : About(now), About(wanted)).Text("parameters", now is null ? null : Figures(now.Parameters), Figures(wanted.Parameters))
        .Text("severity", now?.Severity, wanted.Severity).List("channels", now?.Channels, wanted.Channels).Number("repeat_hours", now?.RepeatHours, wanted.RepeatHours).Flag("enabled", now?.Enabled, wanted.Enabled);

    private static string About(AlertRuleSpec rule) => rule.Workspace is { } place ? $"workspace {place}" : rule.Key is { } key ? $"key {key}" : rule.Owner is { } owner ? $"owner {owner.ToLowerInvariant()}" : "everything";

    /// <summary>All figures of a rule are said together, as the Admin API takes them: what a file leaves out is the kind's default.</summary>
    private static string Figures(AlertParametersView figures) => string.Join(", ", Write(new AlertRuleSpec("", null, null, null, figures, null, null, null, null))
        .Where(field => field.Value is not null && field.Key is not "kind").Select(field => $"{field.Key} {field.Value!.ToJsonString()}"));

    private static AlertChannelSpec ChannelOf(FileNode node)
    {
        var type = node.OneOf("type", [.. AlertNames.ChannelTypes.Keys]);
        if (!node.Has("type")) node.Blame("type", $"required: one of {string.Join(", ", AlertNames.ChannelTypes.Keys)}");
        var addresses = node.Texts("addresses");
        if (type == "email" && addresses is not { Count: > 0 }) node.Blame("addresses", "required for e-mail: addresses, or the words admins and owner");
        if (type is not ("email" or null) && addresses is not null) node.Blame("addresses", "goes with e-mail; where this channel sends to is a secret, and in no file");
        QuietHoursView? quiet = null;
        if (node.Child("quiet_hours") is { } hours)
        {
            quiet = new QuietHoursView(hours.Text("from", Clock) ?? "", hours.Text("to", Clock) ?? "");
            if (!hours.Has("from") || !hours.Has("to")) hours.Blame("", "needs from and to, such as {from: \"22:00\", to: \"07:00\"}");
            hours.Finish();
        }

        return new AlertChannelSpec(type ?? "", addresses, quiet, node.Flag("digest"), node.Flag("enabled"));
    }

    private static AlertRuleSpec RuleOf(FileNode node)
    {
        var kind = node.OneOf("kind", [.. AlertKindBook.All.Select(known => known.Name)]);
        if (!node.Has("kind")) node.Blame("kind", "required: what is to be told");
        var (workspace, key, owner) = (node.Text("workspace"), node.Text("key"), node.Text("owner"));
        if (new[] { workspace, key, owner }.Count(about => about is not null) > 1) node.Blame("", "is about one thing: a workspace, a key, or an owner");
        var amounts = node.Texts("amounts", text => MoneyForm.Read(text, out var fault) is null ? fault ?? "must be an amount" : null);
        var floor = node.Text("floor", text => MoneyForm.Read(text, out var fault) is null ? fault ?? "must be an amount" : null);
        return new AlertRuleSpec(
            kind ?? "", workspace, key, owner,
            new AlertParametersView(
                node.Numbers("percents", 1, 1_000), amounts?.Select(text => MoneyForm.Read(text, out _)!.Value.ToCentsString()).ToList(), node.OneOf("basis", "posted", "forecast"), node.Numbers("days", 0, 3_650),
                (int?)node.Number("factor", 2, 100), floor is null ? null : MoneyForm.Read(floor, out _)!.Value.ToCentsString(), (int?)node.Number("count", 1, 1_000_000), (int?)node.Number("percent", 1, 100)),
            node.OneOf("severity", [.. AlertNames.Severities.Keys]), node.Texts("channels"), node.Number("repeat_hours", 1, 720), node.Flag("enabled"));
    }

    private static string? Clock(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "must be a time like \"22:00\", in quotes";

    private static JsonArray? Texts(IReadOnlyList<string>? texts) => texts is null ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonArray? Numbers(IReadOnlyList<int>? numbers) => numbers is null ? null : new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]);
}
