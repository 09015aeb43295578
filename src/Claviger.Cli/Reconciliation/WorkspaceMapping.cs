using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Reconciliation;

/// <summary>A workspace of Anthropic's.</summary>
/// <param name="Id">Empty for the default one, whose id reports leave out.</param>
internal sealed record AnthropicWorkspace(string Id, string Name);

/// <summary>
/// Which of our workspaces are which of Anthropic's: said by flag, else of one name, else sharing the upstream of one that was said by
/// flag, because one credential is one workspace there. Where no workspace but the default one maps, the whole organization is compared.
/// </summary>
/// <param name="IsWhole">All of one side against all of the other.</param>
internal sealed record WorkspaceMapping(bool IsWhole, IReadOnlyDictionary<string, string> Places, IReadOnlyDictionary<string, string> Names, IReadOnlyList<WorkspaceView> Unmapped)
{
    private const string Whole = "*";

    /// <param name="said">Each <c>ours=theirs</c>, by name or id; theirs may be <c>default</c>.</param>
    public static WorkspaceMapping Of(
        IReadOnlyList<WorkspaceView> ours, IReadOnlyList<UpstreamView> upstreams, IReadOnlyList<AnthropicWorkspace> theirs, IReadOnlyList<string> said, bool whole)
    {
        if (whole && said.Count > 0) throw new CliException(ExitCode.Usage, "--whole and --workspace can't go together");
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in said)
        {
            var at = option.LastIndexOf('=');
            if (at < 1 || at == option.Length - 1)
                throw new CliException(ExitCode.Usage, $"--workspace '{TerminalText.Safe(option)}' is not of the form ours=theirs", "For example --workspace \"Production=wrkspc_01…\", or \"Production=default\"");
            places[FindOurs(option[..at], ours).Id] = FindTheirs(option[(at + 1)..], theirs);
        }

        foreach (var upstream in upstreams)
            if (upstream.Workspaces.Where(places.ContainsKey).Select(id => places[id]).Distinct().ToList() is [var only])
                foreach (var id in upstream.Workspaces) places.TryAdd(id, only);
        foreach (var workspace in ours.Where(workspace => !places.ContainsKey(workspace.Id)))
        {
            var named = workspace.IsDefault ? theirs.Where(other => other.Id.Length == 0).ToList() : theirs.Where(other => other.Id.Length > 0 && string.Equals(other.Name, workspace.Name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (named is [var one]) places[workspace.Id] = one.Id;
        }

        var isWhole = whole || !ours.Any(workspace => !workspace.IsDefault && places.ContainsKey(workspace.Id)) && ours.Any(workspace => !workspace.IsDefault);
        var names = theirs.ToDictionary(workspace => workspace.Id, workspace => workspace.Name, StringComparer.Ordinal);
        foreach (var workspace in ours) names.TryAdd(workspace.Id, workspace.Name);
        names[Whole] = "(organization)";
        return new(isWhole, places, names, isWhole ? [] : [.. ours.Where(workspace => !places.ContainsKey(workspace.Id))]);
    }

    /// <summary>What stands for our workspace on both sides; its own id where it has no counterpart.</summary>
    public string OfOurs(string id) => IsWhole ? Whole : Places.GetValueOrDefault(id, id);

    public string OfTheirs(string? id) => IsWhole ? Whole : id ?? "";

    public string Name(string place) => Names.GetValueOrDefault(place, place);

    private static WorkspaceView FindOurs(string text, IReadOnlyList<WorkspaceView> ours)
    {
        try
        {
            return Workspaces.WorkspaceFinder.Find(text, ours);
        }
        catch (CliException unknown)
        {
            throw new CliException(ExitCode.Usage, $"--workspace: {unknown.Message}", unknown.Hints);
        }
    }

    private static string FindTheirs(string text, IReadOnlyList<AnthropicWorkspace> theirs)
    {
        if (string.Equals(text, "default", StringComparison.OrdinalIgnoreCase)) return "";
        var found = theirs.Where(workspace => workspace.Id == text).Concat(theirs.Where(workspace => string.Equals(workspace.Name, text, StringComparison.OrdinalIgnoreCase))).DistinctBy(workspace => workspace.Id).ToList();
        return found switch
        {
            [var one] => one.Id,
            [] => throw new CliException(ExitCode.Usage, $"--workspace: Anthropic has no workspace '{TerminalText.Safe(text)}'", $"There are {string.Join(", ", theirs.Select(workspace => TerminalText.Safe(workspace.Name)))}"),
            _ => throw new CliException(ExitCode.Usage, $"--workspace: Anthropic has {found.Count} workspaces '{TerminalText.Safe(text)}'", $"Say which by id: {string.Join(", ", found.Select(workspace => TerminalText.Safe(workspace.Id)))}"),
        };
    }
}
