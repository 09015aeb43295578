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

    /// <param name="inFile">What a file calls by what: name or former name to name.</param>
    public AnthropicNames(IEnumerable<(string Id, string Name)> things, int longest, IReadOnlyDictionary<string, string> inFile)
    {
        var all = things.ToList();
        var ids = all.Select(thing => thing.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var group in all.GroupBy(thing => thing.Name, StringComparer.Ordinal))
        {
            var shared = group.Count() > 1;
            if (shared) Shared[group.Key] = [.. group.Select(thing => thing.Id)];
            // A rename that was made is over: the id that the file still gives as its former name isn't it any more.
            foreach (var (id, name) in group) _byId[id] = shared || ids.Contains(name) || !PlainText.IsName(name, longest) || inFile.TryGetValue(id, out var wanted) && wanted != name ? id : name;
        }
    }

    /// <summary>Names that several have.</summary>
    public Dictionary<string, IReadOnlyList<string>> Shared { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that stand by their id.</summary>
    public IEnumerable<string> ById => _byId.Where(pair => pair.Key == pair.Value).Select(pair => pair.Key);

    public string this[string id] => _byId[id];

    public static IReadOnlyDictionary<string, string> OfWorkspaces(OrganizationFile? file) => Calls((file?.Workspaces ?? new Dictionary<string, WorkspaceSpec>()).Select(place => (place.Key, place.Value.Was)));

    public static IReadOnlyDictionary<string, string> OfKeys(OrganizationFile? file) =>
        Calls((file?.Workspaces ?? new Dictionary<string, WorkspaceSpec>()).Values.SelectMany(place => place.Keys ?? new Dictionary<string, KeySpec>()).Select(key => (key.Key, key.Value.Was)));

    public const int LongestWorkspace = 40;
    public const int LongestKey = NamingPolicy.MaxLength;

    private static Dictionary<string, string> Calls(IEnumerable<(string Name, string? Was)> entries)
    {
        var calls = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, was) in entries)
        {
            calls[name] = name;
            if (was is not null) calls.TryAdd(was, name);
        }

        return calls;
    }
}
