using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Simulator.Organizations;

namespace Claviger.IntegrationTests.Scan;

/// <summary>An organization that grew for years without anybody looking: a hundred workspaces, five thousand keys, keys without an end of people who left.</summary>
internal static class AwkwardOrganization
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public const int Workspaces = 100;
    public const int KeysPerWorkspace = 50;

    /// <summary>One key in so many was made by somebody who left.</summary>
    public const int OneLeaverIn = 25;

    public static RecordedOrganization Recorded(bool limitsRefused = false)
    {
        string[] environments = ["Production", "Staging", "Development", "Apollo"];
        var users = Objects(40, i => new { id = $"user_01{i:D4}", type = "user", email = $"person{i}@example.com", name = $"Person {i}", role = i < 9 ? "admin" : "developer", added_at = Time(-900) });
        var workspaces = new JsonArray(Workspace("wrkspc_01default", "Default", null), Workspace("wrkspc_01gone", "Gone", Time(-100)));
        var keys = new JsonArray();
        for (var w = 0; w < Workspaces; w++)
        {
            workspaces.Add(Workspace($"wrkspc_01{w:D4}", $"{environments[w % 4]} {w}", null));
            for (var k = 0; k < KeysPerWorkspace; k++)
            {
                var number = w * KeysPerWorkspace + k;
                var left = number % OneLeaverIn == 0;
                keys.Add(JsonSerializer.SerializeToNode(new
                {
                    id = $"apikey_01{number:D5}", type = "api_key", name = k == 1 ? $"key-{w}" : $"{environments[w % 4].ToLowerInvariant()}-search-{number}", status = k == 49 ? "inactive" : "active", created_at = Time(-200 - number % 500),
                    created_by = new { id = left ? $"user_01gone{number % 7}" : $"user_01{number % 40:D4}", type = "user" }, expires_at = number % 3 == 0 ? Time(30) : null,
                    partial_key_hint = "sk-ant-api03-AbC...xyAA", principal = (object?)null, scope = new { type = "workspace", workspace_id = $"wrkspc_01{w:D4}" },
                }));
            }
        }

        keys.Add(JsonSerializer.SerializeToNode(new
        {
            id = "apikey_01deleted", type = "api_key", name = "deleted", status = "archived", created_at = Time(-900), created_by = (object?)null, expires_at = (string?)null, partial_key_hint = "sk-ant-api03-AbC...xyAA",
            principal = (object?)null, scope = new { type = "workspace", workspace_id = "wrkspc_01gone" },
        }));
        var root = new JsonObject
        {
            ["organization"] = JsonSerializer.SerializeToNode(new { id = "3f1d2c4b-0000-4000-8000-00000000abcd", type = "organization", name = "Awkward \u001b[31mInc" }),
            ["users"] = users,
            ["invites"] = Objects(3, i => new
            {
                id = $"invite_01{i}", type = "invite", email = $"new{i}@example.com", role = "developer", status = i == 0 ? "expired" : "pending", invited_at = Time(-30), expires_at = Time(i == 0 ? -9 : 9), accepted_at = (string?)null, rbac_group_ids = Array.Empty<string>(),
            }),
            ["workspaces"] = workspaces,
            ["api_keys"] = keys,
            ["spend_limits"] = limitsRefused ? null : Objects(2, i => new
            {
                id = $"spl_01{i}", type = "spend_limit", scope = i == 0 ? (object)new { type = "organization" } : new { type = "workspace", workspace_id = "wrkspc_010000" }, amount = "500000", currency = "USD", period = "monthly", is_enabled = true, created_at = Time(-99), updated_at = Time(-99),
            }),
            ["usage"] = Objects(31, day => new
            {
                starting_at = Time(day - 30), ending_at = Time(day - 29),
                results = Enumerable.Range(0, 100).Select(n => new { api_key_id = $"apikey_01{n * 3 + day:D5}", uncached_input_tokens = 1 }),
            }),
            ["costs"] = Objects(31, day => new { starting_at = Time(day - 30), ending_at = Time(day - 29), results = new[] { new { workspace_id = (string?)"wrkspc_010000", amount = "123.5", currency = "USD" }, new { workspace_id = (string?)null, amount = "1", currency = "USD" } } }),
        };
        return RecordedOrganization.Read(JsonSerializer.SerializeToUtf8Bytes(root));
    }

    private static JsonNode Workspace(string id, string name, string? archived) => JsonSerializer.SerializeToNode(new
    {
        id, type = "workspace", name, created_at = Time(-800), archived_at = archived, display_color = "#6C5BB9", compartment_id = "cmp_example", external_key_id = (string?)null, user_profile_id = (string?)null,
        tags = new { }, data_residency = new { workspace_geo = "us", allowed_inference_geos = "unrestricted", default_inference_geo = "global" },
    })!;

    private static JsonArray Objects(int count, Func<int, object> make) => new([.. Enumerable.Range(0, count).Select(i => JsonSerializer.SerializeToNode(make(i)))]);

    private static string Time(int days) => Now.Date.AddDays(days).ToString("yyyy-MM-dd'T'00:00:00'Z'");
}
