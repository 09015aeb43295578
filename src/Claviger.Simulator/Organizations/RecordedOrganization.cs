using System.Text.Json;

namespace Claviger.Simulator.Organizations;

/// <summary>
/// An organization as Anthropic's Admin API shows it, recorded in a JSON file: the objects of each list as the API answers them.
/// <c>{"organization": {…}, "users": […], "invites": […], "workspaces": […], "api_keys": […], "spend_limits": […] or null for a plan that
/// refuses them, "rate_limits": […], "workspace_rate_limits": {"wrkspc_…": […]}, "workspace_members": {"wrkspc_…": […]}, "usage": [{"starting_at": …,
/// "ending_at": …, "results": […]}], "costs": […], "write_failures": [{"write": 3, "times": 2, "status": 500, "applied": false}]}</c>.
/// Everything but the organization may be left out. Writes are kept in memory only; the file stays as it is.
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

    internal JsonElement Root => _root;

    /// <summary>Which of the writes fail, counted from 1 over all that arrive.</summary>
    internal IReadOnlyList<ScriptedFailure> WriteFailures => !_root.TryGetProperty("write_failures", out var list) ? [] : [.. list.EnumerateArray().Select(ScriptedFailure.Of)];
}
