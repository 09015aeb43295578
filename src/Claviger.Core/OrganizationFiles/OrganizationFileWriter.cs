using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <summary>
/// A file's tree, as <see cref="OrganizationFileReader"/> reads it. What is null is left out; what is empty is written, so that whatever comes
/// there later is a difference.
/// </summary>
public static class OrganizationFileWriter
{
    public static JsonElement Write(OrganizationFile file)
    {
        var root = new JsonObject { ["version"] = OrganizationFile.Version };
        if (file.Organization is { } organization)
            root["organization"] = Clean(new JsonObject { ["time_zone"] = organization.TimeZone, ["spend_refusals"] = organization.SpendRefusals, ["tier"] = organization.Tier, ["spend_limits"] = Limits(organization.SpendLimits) });
        Map(root, "environments", file.Environments, one => new JsonObject { ["networks"] = Texts(one.Networks), ["block"] = one.Block });
        Map(root, "tiers", file.Tiers, tier => new JsonObject { ["display_name"] = tier.DisplayName, ["classes"] = tier.Classes is { } classes ? JsonNode.Parse(classes.GetRawText()) : null });
        Map(root, "roles", file.Roles, role => new JsonObject { ["description"] = Some(role.Description), ["permissions"] = Texts(role.Permissions) });
        Map(root, "members", file.Members, member => new JsonObject { ["role"] = member.Role, ["spend_limits"] = Limits(member.SpendLimits) });
        Map(root, "groups", file.Groups, group => new JsonObject
        {
            ["description"] = Some(group.Description), ["members"] = Texts(group.Members),
            ["roles"] = group.Roles is null ? null : new JsonArray([.. group.Roles.Select(grant => Clean(new JsonObject { ["role"] = grant.Role, ["workspace"] = grant.Workspace }))]),
        });
        Map(root, "service_accounts", file.ServiceAccounts, account => new JsonObject { ["description"] = Some(account.Description), ["role"] = account.Role, ["workspaces"] = Words(account.Workspaces) });
        Map(root, "workspaces", file.Workspaces, WorkspaceOf);
        if (file.Checklist is { } checklist)
            root["checklist"] = Clean(new JsonObject
            {
                ["settings"] = checklist.Settings is null ? null : JsonSerializer.SerializeToNode(checklist.Settings, WireJson.Options),
                ["waivers"] = checklist.Waivers is null ? null : new JsonArray([.. checklist.Waivers.Select(waiver => Clean(new JsonObject
                {
                    ["control"] = waiver.Control, ["subject"] = waiver.Subject, ["reason"] = waiver.Reason, ["owner"] = waiver.Owner, ["until"] = UtcTimeConverter.Text(waiver.Until),
                }))]),
            });
        return JsonSerializer.SerializeToElement(root);
    }

    private static JsonObject WorkspaceOf(WorkspaceSpec workspace)
    {
        var node = new JsonObject
        {
            ["environment"] = workspace.Environment, ["display_color"] = workspace.DisplayColor, ["tags"] = Words(workspace.Tags), ["tier"] = workspace.Tier ?? "none",
            ["upstream"] = workspace.Upstream, ["spend_limits"] = Limits(workspace.SpendLimits), ["members"] = Words(workspace.Members),
        };
        Map(node, "keys", workspace.Keys, key => new JsonObject
        {
            ["service"] = key.Service, ["environment"] = key.Environment, ["owner"] = key.Owner, ["status"] = key.Status, ["tier"] = key.Tier ?? "none",
            ["models"] = Texts(key.Models), ["networks"] = Texts(key.Networks),
            ["max_tokens"] = key.MaxTokens, ["expires_at"] = key.ExpiresAt is { } end ? UtcTimeConverter.Text(end) : null, ["spend_limits"] = Limits(key.SpendLimits),
        });
        return node;
    }

    private static void Map<T>(JsonObject parent, string name, IReadOnlyDictionary<string, T>? entries, Func<T, JsonObject> write)
    {
        if (entries is null) return;
        parent[name] = new JsonObject(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, Clean(write(entry.Value)))));
    }

    private static JsonObject? Limits(IReadOnlyDictionary<string, LimitSpec>? limits) => limits is null ? null : new JsonObject(limits.Select(limit => KeyValuePair.Create<string, JsonNode?>(
        limit.Key, limit.Value is { Mode: null or "hard", AtCap: null or "reserve" } ? MoneyForm.Of(limit.Value.Amount)
            : Clean(new JsonObject { ["amount"] = MoneyForm.Of(limit.Value.Amount), ["mode"] = limit.Value.Mode, ["at_cap"] = limit.Value.AtCap }))));

    private static JsonArray? Texts(IReadOnlyList<string>? texts) => texts is null ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject? Words(IReadOnlyDictionary<string, string>? words) =>
        words is null ? null : new JsonObject(words.OrderBy(word => word.Key, StringComparer.Ordinal).Select(word => KeyValuePair.Create<string, JsonNode?>(word.Key, word.Value)));

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static JsonObject Clean(JsonObject node)
    {
        foreach (var name in node.Where(entry => entry.Value is null).Select(entry => entry.Key).ToList()) node.Remove(name);
        return node;
    }
}
