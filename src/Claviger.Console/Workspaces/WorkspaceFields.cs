using System.Text.Json;
using Claviger.Console.Http;
using Claviger.Core;

namespace Claviger.Console.Workspaces;

/// <summary>From a form to what the use cases take.</summary>
internal static class WorkspaceFields
{
    public static WorkspaceSent Read(ConsoleCall call) => new(
        call.Field("name"), call.Field("environment"), call.Field("display_color"), call.Field("tags"), call.Field("tier"), call.Field("allowed_geos"), call.Field("default_geo"));

    /// <summary>name=value, one a line.</summary>
    public static (Dictionary<string, string> Tags, Problem? Fault) Tags(string? text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at < 1) return (tags, Problem.Invalid("tags", $"'{(line.Length <= 40 ? line : line[..40] + "…")}' is not name=value"));
            if (!tags.TryAdd(line[..at].Trim(), line[(at + 1)..].Trim())) return (tags, Problem.Invalid("tags", $"{line[..at].Trim()} is there twice: keep one"));
        }

        return (tags, null);
    }

    /// <summary>Null: nothing is said.</summary>
    public static JsonElement? Residency(WorkspaceSent sent)
    {
        var said = new Dictionary<string, object>();
        if (sent.AllowedGeos is { } allowed) said["allowed_inference_geos"] = allowed == "unrestricted" ? allowed : allowed.Split(',');
        if (sent.DefaultGeo is { } standard) said["default_inference_geo"] = standard;
        return said.Count == 0 ? null : JsonSerializer.SerializeToElement(said);
    }
}
