using System.Text.Json.Nodes;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Organizations;

/// <summary>Workspaces and who is in them. The default one is nobody's to change; whoever is an admin of the organization is one of each.</summary>
internal static class PlaceWrites
{
    private const string Default = "Default";

    private static readonly string[] Roles = ["workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin"];

    public static JsonObject Create(JsonObject root, JsonObject body, string id, DateTimeOffset now)
    {
        var name = Name(Rows.Needed(body, "name"));
        var made = new JsonObject
        {
            ["id"] = id, ["type"] = "workspace", ["name"] = name, ["created_at"] = Rows.Time(now), ["archived_at"] = null, ["display_color"] = Rows.Text(body, "display_color") ?? "#6C5BB9", ["compartment_id"] = "cmp_simulated",
            ["external_key_id"] = null, ["user_profile_id"] = null, ["tags"] = body["tags"]?.DeepClone() ?? new JsonObject(),
            ["data_residency"] = new JsonObject { ["workspace_geo"] = "us", ["allowed_inference_geos"] = "unrestricted", ["default_inference_geo"] = "global" },
        };
        Rows.List(root, "workspaces").Add(made);
        return made;
    }

    public static JsonObject Update(JsonObject root, string id, JsonObject body)
    {
        var place = Live(root, id);
        if (Rows.Text(body, "name") is { } name) place["name"] = Name(name);
        if (Rows.Text(body, "display_color") is { } color) place["display_color"] = color;
        foreach (var (tag, value) in body["tags"] as JsonObject ?? [])
        {
            var tags = place["tags"] as JsonObject ?? [];
            if (value is null) tags.Remove(tag);
            else tags[tag] = value.DeepClone();
            if (tags.Parent is null) place["tags"] = tags;
        }

        return place;
    }

    public static JsonObject Archive(JsonObject root, string id, DateTimeOffset now)
    {
        var place = Live(root, id);
        place["archived_at"] = Rows.Time(now);
        foreach (var key in Rows.List(root, "api_keys").OfType<JsonObject>().Where(key => key["scope"] is JsonObject scope && Rows.Text(scope, "workspace_id") == id)) key["status"] = "archived";
        return place;
    }

    public static JsonObject AddMember(JsonObject root, string id, JsonObject body)
    {
        var (place, user, role) = (Live(root, id), Rows.Needed(body, "user_id"), Role(body));
        Person(root, user);
        var members = Rows.Of(root, "workspace_members", id);
        if (members.OfType<JsonObject>().Any(row => Rows.Text(row, "user_id") == user)) throw Rows.Invalid("user_id: is a member of this workspace already", "already_member");
        var made = new JsonObject { ["type"] = "workspace_member", ["user_id"] = user, ["workspace_id"] = Rows.Text(place, "id"), ["workspace_role"] = role };
        members.Add(made);
        return made;
    }

    public static JsonObject ChangeMember(JsonObject root, string id, string user, JsonObject body)
    {
        Live(root, id);
        Person(root, user);
        var row = Member(root, id, user);
        row["workspace_role"] = Role(body);
        return row;
    }

    public static JsonObject RemoveMember(JsonObject root, string id, string user)
    {
        Person(root, user);
        Rows.Of(root, "workspace_members", id).Remove(Member(root, id, user));
        return new JsonObject { ["type"] = "workspace_member_deleted", ["user_id"] = user, ["workspace_id"] = id };
    }

    private static JsonObject Live(JsonObject root, string id)
    {
        var place = Rows.Find(root, "workspaces", id);
        if (Rows.Text(place, "name") == Default) throw Rows.Invalid("the default workspace can't be changed");
        return place["archived_at"] is null ? place : throw Rows.Invalid("an archived workspace can't be changed");
    }

    private static void Person(JsonObject root, string id)
    {
        if (Rows.Text(Rows.Find(root, "users", id), "role") is "admin" or "owner" or "primary_owner") throw Rows.Invalid("an admin of the organization is workspace_admin in every workspace");
    }

    private static JsonObject Member(JsonObject root, string id, string user) =>
        Rows.Of(root, "workspace_members", id).OfType<JsonObject>().FirstOrDefault(row => Rows.Text(row, "user_id") == user) ?? throw new RefusedWriteException(Refusal.NotFound($"{user} is not in this workspace"));

    private static string Role(JsonObject body) => Rows.Needed(body, "workspace_role") is var role && Roles.Contains(role) ? role : throw Rows.Invalid($"workspace_role: '{role}' can't be given");

    private static string Name(string name) => name.Length is >= 1 and <= 40 ? name : throw Rows.Invalid("name: must be 1 to 40 characters");
}
