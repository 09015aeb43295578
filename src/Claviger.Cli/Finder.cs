using Claviger.Cli.Help;
using Claviger.Cli.Output;

namespace Claviger.Cli;

/// <summary>Finds the one thing that a person named. Guesses nothing: unknown and ambiguous names end with the candidates.</summary>
/// <param name="kind">For messages: "workspace", "key", "member".</param>
/// <param name="listCommand">The command that lists what there is.</param>
internal sealed class Finder<T>(string kind, string listCommand, Func<T, string> nameOf, Func<T, string> describe, Func<T, bool> isLive) where T : class
{
    public T Find(string wanted, IReadOnlyList<T> all)
    {
        var hits = Matches(wanted, all, StringComparison.Ordinal);
        if (hits.Count == 0) hits = Matches(wanted, all, StringComparison.OrdinalIgnoreCase);
        // Something archived keeps its name; whoever says the name means the one that lives.
        if (hits.Count > 1 && hits.Where(isLive).ToList() is { Count: > 0 } live) hits = live;
        return hits switch
        {
            [var one] => one,
            [] => throw new CliException(ExitCode.NotFound, $"there is no {kind} '{TerminalText.Safe(wanted)}'", [.. Unknown(wanted, all)]),
            _ => throw new CliException(ExitCode.NotFound, $"{hits.Count} {kind}s are named '{TerminalText.Safe(wanted)}': say which by its id", [.. hits.Take(10).Select(describe)]),
        };
    }

    private List<T> Matches(string wanted, IReadOnlyList<T> all, StringComparison how) => [.. all.Where(item => string.Equals(nameOf(item), wanted, how))];

    private IEnumerable<string> Unknown(string wanted, IReadOnlyList<T> all)
    {
        if (Nearest.Hint(wanted, all.Where(isLive).Select(nameOf)) is { } hint) yield return hint;
        yield return $"See them all: {listCommand}";
    }
}
