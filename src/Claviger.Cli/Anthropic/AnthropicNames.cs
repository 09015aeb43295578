using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Cli.Anthropic;

/// <summary>
/// What a file calls workspaces and keys. In a file names are identity; at Anthropic several things may have one name, and names may hold what no
/// file takes. Those stand by their ids, and so does whatever a file already calls by its id.
/// </summary>
internal sealed class AnthropicNames
{
    private readonly Dictionary<string, string> _byId = new(StringComparer.Ordinal);

    public AnthropicNames(IEnumerable<(string Id, string Name)> things, int longest, IReadOnlySet<string> idsOfFile)
    {
        foreach (var group in things.GroupBy(thing => thing.Name, StringComparer.Ordinal))
        {
            var shared = group.Count() > 1;
            if (shared) Shared[group.Key] = [.. group.Select(thing => thing.Id)];
            foreach (var (id, name) in group) _byId[id] = shared || idsOfFile.Contains(id) || !PlainText.IsName(name, longest) ? id : name;
        }
    }

    /// <summary>Names that several have.</summary>
    public Dictionary<string, IReadOnlyList<string>> Shared { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that stand by their id.</summary>
    public IEnumerable<string> ById => _byId.Where(pair => pair.Key == pair.Value).Select(pair => pair.Key);

    public string this[string id] => _byId[id];

    public static IReadOnlySet<string> OfWorkspaces(OrganizationFile? file) =>
        (file?.Workspaces ?? new Dictionary<string, WorkspaceSpec>()).SelectMany(place => new[] { place.Key, place.Value.Was ?? "" }).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> OfKeys(OrganizationFile? file) =>
        (file?.Workspaces ?? new Dictionary<string, WorkspaceSpec>()).Values.SelectMany(place => place.Keys ?? new Dictionary<string, KeySpec>()).SelectMany(key => new[] { key.Key, key.Value.Was ?? "" }).ToHashSet(StringComparer.Ordinal);

    public const int LongestWorkspace = 40;
    public const int LongestKey = NamingPolicy.MaxLength;
}
