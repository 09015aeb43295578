using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Cli.OrganizationFiles;
using Claviger.Cli.Output;
using Claviger.Cli.Scan;
using Claviger.Core;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Cli.Anthropic;

/// <summary>An organization at Anthropic as a file: what was read, nothing that Anthropic doesn't know, and what no file can say as comments at its top.</summary>
internal static class AnthropicExport
{
    public const int MostBytes = 1 << 20;

    public static string TextOf(AnthropicReading reading, IReadOnlyDictionary<string, string> environments)
    {
        var there = AnthropicState.Of(reading, null, environments, new HashSet<string>());
        var text = new StringBuilder();
        Comment(text, $"{reading.OrganizationName} at Anthropic, read {reading.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        Comment(text, "claviger plan --target anthropic shows nothing until somebody changes the organization, or this file.");
        Comment(text, "docs/guide/organization-file.md explains each field; docs/guide/anthropic-target.md what can't be done at Anthropic.");
        text.Append("#\n");
        foreach (var note in there.Notes) Comment(text, note);
        var unsaid = there.State.File.Workspaces!.Where(place => place.Value.Environment is null && place.Key != OrganizationPlanner.DefaultWorkspace).Select(place => place.Key).ToList();
        if (unsaid.Count > 0) Comment(text, $"{unsaid.Count} workspaces whose names say no environment have none here: write it in, or scan with --environment. {string.Join(", ", unsaid.Take(8))}{(unsaid.Count > 8 ? " …" : "")}");
        Names(text, there);
        return text.Append(YamlText.Of(Tree(there)).TrimEnd('\n')).ToString();
    }

    /// <summary>Which thing an id is: whoever reads the file can't tell.</summary>
    private static void Names(StringBuilder text, AnthropicOrganization there)
    {
        var keys = there.Reading.Keys.ToDictionary(key => key.Id);
        var places = there.Reading.Workspaces.ToDictionary(place => place.Id);
        foreach (var (name, id) in there.State.Workspaces.Where(place => place.Key == place.Value)) Comment(text, $"  {name} is the workspace '{places[id].Name}'");
        foreach (var (name, id) in there.State.Keys.Where(key => key.Key == key.Value)) Comment(text, $"  {name} is the key '{keys[id].Name}' made {keys[id].CreatedAt.UtcDateTime:yyyy-MM-dd}");
    }

    private static JsonElement Tree(AnthropicOrganization there)
    {
        var state = there.State;
        var members = state.File.Members!.ToDictionary(member => member.Key, member => member.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (address, invite) in state.Invites) members.TryAdd(address, new MemberSpec(invite.Role, null));
        var file = new OrganizationFile
        {
            Organization = state.File.Organization!.SpendLimits is { } limits ? new OrganizationSpec { SpendLimits = limits } : null,
            Tiers = state.File.Tiers!.Count > 0 ? state.File.Tiers : null,
            Members = members,
            Workspaces = state.File.Workspaces,
        };
        var root = JsonNode.Parse(OrganizationFileWriter.Write(file).GetRawText())!.AsObject();
        // A key has no tier at Anthropic, nor has the default workspace: "none" would be a statement about them. So it would where limits aren't known.
        foreach (var (name, place) in root["workspaces"]!.AsObject())
        {
            if (name == OrganizationPlanner.DefaultWorkspace || there.Circumstances.RateLimitsRefused is not null || state.File.Workspaces![name].Tier == AnthropicState.OwnLimits) place!.AsObject().Remove("tier");
            foreach (var (_, key) in place!["keys"]?.AsObject() ?? []) key!.AsObject().Remove("tier");
        }

        return JsonSerializer.SerializeToElement(root);
    }

    private static void Comment(StringBuilder text, string line) => text.Append("# ").Append(PlainText.Shown(line).ReplaceLineEndings(" ")).Append('\n');

    /// <summary>Writes a new file; what is there is somebody's work, and stays.</summary>
    public static void Write(CliRun run, string path, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            run.Note($"The file is larger than the {MostBytes / 1024} KiB that claviger reads: take workspaces out that another file, or nobody, manages.", Tone.Caution);
        if (path == "-")
        {
            run.Out.Raw(text);
            return;
        }

        try
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write), new UTF8Encoding(false));
            file.Write(text + "\n");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"--export {TerminalText.Safe(path)}: {(File.Exists(path) ? "is there already, and is not overwritten" : fault.Message)}", "Name another file, or - for standard output");
        }

        run.Note($"Wrote {TerminalText.Safe(path)}. Next: claviger validate {ShellText.Quote(path)}, claviger plan {ShellText.Quote(path)} --target anthropic", Tone.Good);
    }
}
