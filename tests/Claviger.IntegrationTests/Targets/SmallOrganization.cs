using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Simulator.Organizations;

namespace Claviger.IntegrationTests.Targets;

/// <summary>Four people, an invite, three workspaces and four keys at Anthropic: one of each thing that a file may say, and that a leaver leaves.</summary>
internal static class SmallOrganization
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <param name="failures">Writes that fail, as the simulator takes them.</param>
    public static RecordedOrganization Recorded(string failures = "[]", Action<JsonObject>? otherwise = null)
    {
        var root = new JsonObject
        {
            ["organization"] = Node(new { id = "3f1d2c4b-0000-4000-8000-00000000abcd", type = "organization", name = "Acme" }),
            ["users"] = Nodes(User("ada", "admin"), User("grace", "developer"), User("linus", "developer"), User("bea", "billing")),
            ["invites"] = Nodes(new { id = "invite_01n", type = "invite", email = "new@example.com", role = "developer", status = "pending", invited_at = Made, expires_at = "2026-12-09T00:00:00Z", accepted_at = (string?)null, rbac_group_ids = Array.Empty<string>() }),
            ["workspaces"] = Nodes(Workspace("default", "Default"), Workspace("prod", "Production"), Workspace("stag", "Staging")),
            ["workspace_members"] = new JsonObject { ["wrkspc_01prod"] = Nodes(Place("prod", "grace", "workspace_developer")), ["wrkspc_01stag"] = Nodes(Place("stag", "grace", "workspace_admin"), Place("stag", "linus", "workspace_developer")) },
            ["api_keys"] = Nodes(Key("b", "prod-backend", "prod", "grace"), Key("s", "staging-search", "stag", "linus"), Key("o", "staging-old", "stag", "linus"), Key("g", "graces-laptop", "stag", "grace", isPersonal: true)),
            ["spend_limits"] = Nodes(new { id = "spl_01o", type = "spend_limit", scope = new { type = "organization" }, amount = "500000", currency = "USD", period = "monthly", is_enabled = true, created_at = Made, updated_at = Made }),
            ["rate_limits"] = Nodes(new { id = "rl_1", type = "rate_limit", group = new { id = "rlg_01Ex", type = "model_group", display_name = "Claude Opus 5.5" }, models = new[] { "claude-opus-5-5" }, limits = new[] { new { type = "requests_per_minute", value = 1_000 } }, group_type = "model_group" }),
            ["workspace_rate_limits"] = new JsonObject(),
            ["usage"] = new JsonArray(),
            ["costs"] = new JsonArray(),
            ["write_failures"] = JsonNode.Parse(failures),
        };
        otherwise?.Invoke(root);
        return RecordedOrganization.Read(JsonSerializer.SerializeToUtf8Bytes(root));
    }

    private const string Made = "2026-10-01T00:00:00Z";

    private static object User(string name, string role) => new { id = $"user_01{name}", type = "user", email = $"{name}@example.com", name, role, added_at = Made };

    private static object Place(string place, string user, string role) => new { type = "workspace_member", user_id = $"user_01{user}", workspace_id = $"wrkspc_01{place}", workspace_role = role };

    private static object Workspace(string id, string name) => new
    {
        id = $"wrkspc_01{id}", type = "workspace", name, created_at = Made, archived_at = (string?)null, display_color = "#6C5BB9", compartment_id = "cmp_example", external_key_id = (string?)null, user_profile_id = (string?)null,
        tags = new { }, data_residency = new { workspace_geo = "us", allowed_inference_geos = "unrestricted", default_inference_geo = "global" },
    };

    private static object Key(string id, string name, string place, string maker, bool isPersonal = false) => new
    {
        id = $"apikey_01{id}", type = "api_key", name, status = "active", created_at = Made, created_by = new { id = $"user_01{maker}", type = "user" }, expires_at = (string?)null, partial_key_hint = "sk-ant-api03-AbC...xyAA",
        principal = isPersonal ? new { type = "user_actor", user_id = $"user_01{maker}" } : null, scope = new { type = "workspace", workspace_id = $"wrkspc_01{place}" },
    };

    private static JsonArray Nodes(params object[] all) => new([.. all.Select(Node)]);

    private static JsonNode? Node(object one) => JsonSerializer.SerializeToNode(one);
}
