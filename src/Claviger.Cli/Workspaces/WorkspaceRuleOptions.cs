using System.CommandLine;
using System.Text.Json;

namespace Claviger.Cli.Workspaces;

/// <summary>What a workspace demands of its requests, as options; the same for <c>create</c> and <c>update</c>.</summary>
internal sealed class WorkspaceRuleOptions
{
    private readonly Option<string[]> _allow = new("--allow-geo") { Description = "Where its requests may be worked on: us, global, or unrestricted; may be repeated", HelpName = "geo" };
    private readonly Option<string> _default = new("--default-geo") { Description = "What a request that names no inference_geo is meant to get: us or global", HelpName = "geo" };
    private readonly Option<string> _profile = new("--user-profile") { Description = "User profile that every request must name, for life", HelpName = "uprof_…" };
    private readonly Option<string> _key = new("--external-key") { Description = "Id of upstream's encryption key, for the record and for life", HelpName = "ekey_…" };

    public WorkspaceRuleOptions()
    {
        _allow.CompletionSources.Add("us", "global", "unrestricted");
        _default.CompletionSources.Add("us", "global");
    }

    public void AddTo(Command command)
    {
        command.Add(_allow);
        command.Add(_default);
        command.Add(_profile);
        command.Add(_key);
    }

    public string? UserProfile(CliRun run) => run.Value(_profile);

    public string? ExternalKey(CliRun run) => run.Value(_key);

    /// <summary>Null when neither option was given.</summary>
    public JsonElement? Residency(CliRun run)
    {
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        if (run.Value(_allow) is { Length: > 0 } allowed) fields["allowed_inference_geos"] = allowed is [var word] && word == "unrestricted" ? word : allowed;
        if (run.Value(_default) is { } standard) fields["default_inference_geo"] = standard;
        return fields.Count == 0 ? null : JsonSerializer.SerializeToElement(fields);
    }
}
