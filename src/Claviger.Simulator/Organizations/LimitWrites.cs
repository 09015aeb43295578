using System.Text.Json.Nodes;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Organizations;

/// <summary>Keys' names and status, spend limits of the organization and of workspaces by the month, and rate limits that a workspace has by itself.</summary>
internal static class LimitWrites
{
    private static readonly string[] Statuses = ["active", "inactive", "archived"];

    public static JsonObject UpdateKey(JsonObject root, string id, JsonObject body)
    {
        var key = Rows.Find(root, "api_keys", id);
        if (Rows.Text(key, "status") is "archived" or "expired" && Rows.Text(body, "status") != "archived") throw Rows.Invalid("status: this key has ended");
        if (Rows.Text(body, "status") is { } status) key["status"] = Statuses.Contains(status) ? status : throw Rows.Invalid($"status: '{status}' is none");
        if (Rows.Text(body, "name") is { } name) key["name"] = name;
        return key;
    }

    public static JsonObject SetSpend(JsonObject root, JsonObject body, string id, DateTimeOffset now)
    {
        var limits = Rows.List(root, "spend_limits");
        var scope = body["scope"] as JsonObject ?? throw Rows.Invalid("scope: Field required");
        if (Rows.Text(scope, "type") is not ("organization" or "workspace")) throw Rows.Invalid("scope.type: an organization of the Console takes organization and workspace");
        if (Rows.Needed(body, "period") != "monthly") throw Rows.Invalid("period: an organization of the Console takes monthly");
        var amount = Rows.Needed(body, "amount");
        if (amount.Length == 0 || !amount.All(char.IsAsciiDigit)) throw Rows.Invalid("amount: whole cents as a string");
        var place = Rows.Text(scope, "workspace_id");
        if (place is not null && Rows.Text(Rows.Find(root, "workspaces", place), "name") == "Default") throw Rows.Invalid("the default workspace takes no limits");
        var there = limits.OfType<JsonObject>().FirstOrDefault(limit => limit["scope"] is JsonObject of && Rows.Text(of, "type") == Rows.Text(scope, "type") && Rows.Text(of, "workspace_id") == place);
        if (there is null) limits.Add(there = new JsonObject { ["id"] = id, ["type"] = "spend_limit", ["scope"] = scope.DeepClone(), ["currency"] = "USD", ["period"] = "monthly", ["is_enabled"] = true, ["created_at"] = Rows.Time(now) });
        there["amount"] = amount;
        there["updated_at"] = Rows.Time(now);
        return there;
    }

    public static JsonObject RemoveSpend(JsonObject root, string id)
    {
        Rows.List(root, "spend_limits").Remove(Rows.Find(root, "spend_limits", id));
        return new JsonObject { ["id"] = id, ["type"] = "spend_limit_deleted" };
    }

    /// <summary>Only named types change; null clears; an entry without limits isn't listed any more.</summary>
    public static JsonObject SetRates(JsonObject root, string workspace, string limit, JsonObject body)
    {
        if (Rows.Text(Rows.Find(root, "workspaces", workspace), "name") == "Default") throw Rows.Invalid("the default workspace takes no limits");
        var organization = Rows.Find(root, "rate_limits", limit);
        var entries = Rows.Of(root, "workspace_rate_limits", workspace);
        var entry = entries.OfType<JsonObject>().FirstOrDefault(row => Rows.Text(row, "rate_limit_id") == limit);
        if (entry is null)
        {
            entry = new JsonObject { ["type"] = "workspace_rate_limit", ["workspace_id"] = workspace, ["rate_limit_id"] = limit, ["group"] = organization["group"]!.DeepClone(), ["models"] = organization["models"]?.DeepClone(), ["limits"] = new JsonArray() };
            entries.Add(entry);
        }

        var limits = entry["limits"]!.AsArray();
        foreach (var wanted in (body["limits"] as JsonArray ?? throw Rows.Invalid("limits: Field required")).OfType<JsonObject>())
        {
            var type = Rows.Needed(wanted, "type");
            if (type == "enqueued_batch_requests") throw Rows.Invalid($"limits: '{type}' can't be set");
            foreach (var old in limits.OfType<JsonObject>().Where(row => Rows.Text(row, "type") == type).ToList()) limits.Remove(old);
            if (wanted["value"] is JsonValue value)
                limits.Add(new JsonObject { ["type"] = type, ["value"] = value.DeepClone(), ["org_limit"] = OfOrganization(organization, type), ["source"] = new JsonObject { ["type"] = "workspace" } });
        }

        if (limits.Count == 0) entries.Remove(entry);
        return entry;
    }

    private static JsonNode? OfOrganization(JsonObject organization, string type) =>
        organization["limits"]!.AsArray().OfType<JsonObject>().FirstOrDefault(row => Rows.Text(row, "type") == type)?["value"]?.DeepClone();
}
