using System.Text.Json.Nodes;

namespace Claviger.Simulator.Organizations;

/// <summary>Users and invites. Nobody's admin role is given or taken by the API; a leaver's personal keys go with them.</summary>
internal static class PeopleWrites
{
    private static readonly string[] Assignable = ["user", "developer", "billing", "claude_code_user"];

    public static JsonObject Update(JsonObject root, string id, JsonObject body)
    {
        var user = Rows.Find(root, "users", id);
        var role = Rows.Needed(body, "role");
        if (!Assignable.Contains(Rows.Text(user, "role"))) throw Rows.Invalid("role: the role of this member can't be changed by the API");
        if (!Assignable.Contains(role)) throw Rows.Invalid($"role: '{role}' can't be given by the API");
        user["role"] = role;
        return user;
    }

    public static JsonObject Remove(JsonObject root, string id)
    {
        var user = Rows.Find(root, "users", id);
        var users = Rows.List(root, "users");
        if (!Assignable.Contains(Rows.Text(user, "role"))) throw Rows.Invalid("an admin can't be removed by the API");
        if (users.Count == 1) throw Rows.Invalid("the last member can't be removed", "cannot_remove_last_member");
        users.Remove(user);
        foreach (var (_, list) in root["workspace_members"] as JsonObject ?? [])
            foreach (var row in list!.AsArray().OfType<JsonObject>().Where(row => Rows.Text(row, "user_id") == id).ToList()) list.AsArray().Remove(row);
        foreach (var key in Rows.List(root, "api_keys").OfType<JsonObject>().Where(key => key["principal"] is JsonObject principal && Rows.Text(principal, "user_id") == id)) key["status"] = "archived";
        return new JsonObject { ["id"] = id, ["type"] = "user_deleted" };
    }

    public static JsonObject Invite(JsonObject root, JsonObject body, string id, DateTimeOffset now)
    {
        var (email, role) = (Rows.Needed(body, "email"), Rows.Needed(body, "role"));
        if (!Assignable.Contains(role)) throw Rows.Invalid($"role: '{role}' can't be given by the API");
        if (Rows.List(root, "users").OfType<JsonObject>().Any(user => Same(user, email))) throw Rows.Invalid("email: is a member already", "already_member");
        var invites = Rows.List(root, "invites");
        if (invites.OfType<JsonObject>().Any(invite => Same(invite, email) && Rows.Text(invite, "status") == "pending")) throw Rows.Invalid("email: is invited already", "invite_already_exists");
        var made = new JsonObject
        {
            ["id"] = id, ["type"] = "invite", ["email"] = email, ["role"] = role, ["status"] = "pending", ["invited_at"] = Rows.Time(now), ["expires_at"] = Rows.Time(now.AddDays(21)), ["accepted_at"] = null,
            ["rbac_group_ids"] = new JsonArray(),
        };
        invites.Add(made);
        return made;
    }

    public static JsonObject Withdraw(JsonObject root, string id)
    {
        var invite = Rows.Find(root, "invites", id);
        if (Rows.Text(invite, "status") != "pending") throw Rows.Invalid("only a pending invite can be deleted");
        invite["status"] = "deleted";
        return new JsonObject { ["id"] = id, ["type"] = "invite_deleted" };
    }

    private static bool Same(JsonObject row, string email) => string.Equals(Rows.Text(row, "email"), email, StringComparison.OrdinalIgnoreCase);
}
