using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Simulator.Organizations;

namespace Claviger.IntegrationTests.Reconciliation;

/// <summary>An organization of Anthropic's with three days of use and cost, in which one difference of each class is planted.</summary>
internal static class BilledOrganization
{
    public const string Haiku = "claude-haiku-4-5-20251001";

    public static RecordedOrganization Recorded()
    {
        var root = new JsonObject
        {
            ["organization"] = Json(new { id = "3f1d2c4b-0000-4000-8000-00000000abcd", type = "organization", name = "Billed" }),
            ["workspaces"] = new JsonArray(Workspace("wrkspc_01PROD", "Production"), Workspace("wrkspc_01STAG", "staging"), Workspace("wrkspc_01MARK", "Marketing")),
            ["api_keys"] = new JsonArray(Key("apikey_01CLAV", "claviger-production"), Key("apikey_01SIDE", "console")),
            ["usage"] = new JsonArray([
                .. SilentDays(),
                Day(2, Use("wrkspc_01PROD", input: 1_000_000, output: 102_000), Use("wrkspc_01STAG", model: "claude-opus-4-1-20250805", output: 66), Use("wrkspc_01STAG", input: 1_700)),
                Day(3, Use("wrkspc_01PROD", read: 1_000_000), Use("wrkspc_01PROD", key: "apikey_01SIDE", read: 10_000), Use("wrkspc_01MARK", output: 6_000)),
                Day(4, Use("wrkspc_01PROD", output: 1_000))]),
            ["costs"] = new JsonArray([
                .. SilentDays(),
                Day(2,
                    Cost("100", "wrkspc_01PROD", "uncached_input_tokens"), Cost("50.9999990", "wrkspc_01PROD", "output_tokens"), // ours: 50 cents; a bound of which 1 cent came true; 10 nano-dollars rounded
                    Cost("0.5", "wrkspc_01STAG", "output_tokens", "claude-opus-4-1-20250805"), Cost("0.17", "wrkspc_01STAG", "uncached_input_tokens")),
                Day(3, Cost("8.08", "wrkspc_01PROD", "cache_read_input_tokens"), Cost("3", "wrkspc_01MARK", "output_tokens"), Other("1.2345", "code_execution")),
                Day(4, Cost("0.5", "wrkspc_01PROD", "output_tokens"))]),
        };
        return RecordedOrganization.Read(JsonSerializer.SerializeToUtf8Bytes(root));
    }

    /// <summary>October: more than a page holds, here and there.</summary>
    private static IEnumerable<JsonNode> SilentDays() => Enumerable.Range(0, 32).Select(day => new DateTime(2026, 10, 1).AddDays(day))
        .Select(day => Json(new { starting_at = $"{day:yyyy-MM-dd}T00:00:00Z", ending_at = $"{day.AddDays(1):yyyy-MM-dd}T00:00:00Z", results = Array.Empty<object>() }));

    private static JsonNode Day(int day, params object[] results) => Json(new { starting_at = $"2026-11-0{day}T00:00:00Z", ending_at = $"2026-11-0{day + 1}T00:00:00Z", results });

    private static object Use(string workspace, string model = Haiku, string key = "apikey_01CLAV", long input = 0, long read = 0, long output = 0) => new
    {
        uncached_input_tokens = input, cache_creation = new { ephemeral_5m_input_tokens = 0, ephemeral_1h_input_tokens = 0 }, cache_read_input_tokens = read, output_tokens = output,
        server_tool_use = new { web_search_requests = 0 }, account_id = (string?)null, api_key_id = key, context_window = "0-200k", inference_geo = "not_available", model, service_account_id = (string?)null, service_tier = "standard", workspace_id = workspace,
    };

    private static object Cost(string amount, string workspace, string token, string model = Haiku) => new
    {
        amount, currency = "USD", cost_type = "tokens", token_type = token, description = $"{model} {token}", model, context_window = "0-200k", inference_geo = "not_available", service_tier = "standard", workspace_id = workspace,
    };

    private static object Other(string amount, string type) => new
    {
        amount, currency = "USD", cost_type = type, token_type = (string?)null, description = type, model = (string?)null, context_window = (string?)null, inference_geo = (string?)null, service_tier = (string?)null, workspace_id = (string?)"wrkspc_01PROD",
    };

    private static JsonNode Workspace(string id, string name) => Json(new
    {
        id, type = "workspace", name, created_at = "2026-01-01T00:00:00Z", archived_at = (string?)null, display_color = "#6C5BB9", compartment_id = "cmp_example", external_key_id = (string?)null, user_profile_id = (string?)null,
        tags = new { }, data_residency = new { workspace_geo = "us", allowed_inference_geos = "unrestricted", default_inference_geo = "global" },
    });

    private static JsonNode Key(string id, string name) => Json(new
    {
        id, type = "api_key", name, status = "active", created_at = "2026-01-01T00:00:00Z", created_by = (object?)null, expires_at = (string?)null, partial_key_hint = "sk-ant-api03-AbC...xyAA", principal = (object?)null,
        scope = new { type = "workspace", workspace_id = "wrkspc_01PROD" },
    });

    private static JsonNode Json(object value) => JsonSerializer.SerializeToNode(value)!;
}
