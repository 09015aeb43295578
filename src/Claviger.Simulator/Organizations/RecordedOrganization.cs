using System.Text.Json;

namespace Claviger.Simulator.Organizations;

/// <summary>
/// An organization as Anthropic's Admin API shows it, recorded in a JSON file: the objects of each list as the API answers them.
/// <c>{"organization": {…}, "users": […], "invites": […], "workspaces": […], "api_keys": […], "spend_limits": […] or null for a plan that
/// refuses them, "workspace_rate_limits": {"wrkspc_…": […]}, "usage": [{"starting_at": …, "ending_at": …, "results": […]}], "costs": […]}</c>.
/// Everything but the organization may be left out.
/// </summary>
public sealed class RecordedOrganization
{
    private readonly JsonElement _root;

    private RecordedOrganization(JsonElement root) => _root = root;

    /// <exception cref="FormatException">It is no JSON, or has no organization.</exception>
    public static RecordedOrganization Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var root = JsonElement.ParseValue(ref reader);
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("organization", out _) ? new RecordedOrganization(root) : throw new FormatException("an organization's file needs an \"organization\"");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"an organization's file must be JSON: {fault.Message}", fault);
        }
    }

    internal JsonElement Organization => _root.GetProperty("organization");

    /// <summary>Null: recorded as refused.</summary>
    internal IReadOnlyList<JsonElement>? List(string name) =>
        !_root.TryGetProperty(name, out var list) ? [] : list.ValueKind == JsonValueKind.Null ? null : [.. list.EnumerateArray()];

    internal IReadOnlyList<JsonElement> RateLimitsOf(string workspace) =>
        _root.TryGetProperty("workspace_rate_limits", out var all) && all.TryGetProperty(workspace, out var list) ? [.. list.EnumerateArray()] : [];
}
