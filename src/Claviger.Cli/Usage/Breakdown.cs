using Claviger.Cli.Help;
using Claviger.Cli.Output;

namespace Claviger.Cli.Usage;

/// <summary>By what a usage table is broken down: what <c>--by</c> takes, and what the server is asked for.</summary>
/// <param name="GroupBy">The server's word in the usage report; null for a stretch of time, which is the width of a bucket.</param>
internal sealed record Breakdown(string Word, string Header, string? GroupBy)
{
    public static Breakdown Day { get; } = new("day", "DAY", null);
    public static Breakdown Hour { get; } = new("hour", "HOUR", null);
    public static Breakdown Key { get; } = new("key", "KEY", "api_key_id");
    public static Breakdown Workspace { get; } = new("workspace", "WORKSPACE", "workspace_id");
    public static Breakdown Environment { get; } = new("environment", "ENVIRONMENT", "workspace_id");
    public static Breakdown Member { get; } = new("member", "MEMBER", "owner_id");
    public static Breakdown Model { get; } = new("model", "MODEL", "model");
    public static Breakdown Tier { get; } = new("tier", "TIER", "service_tier");

    /// <summary>Of the cost report only.</summary>
    public static Breakdown Description { get; } = new("description", "DESCRIPTION", "description");

    public static IReadOnlyList<Breakdown> OfUsage { get; } = [Key, Workspace, Environment, Member, Model, Tier, Day, Hour];
    public static IReadOnlyList<Breakdown> OfCosts { get; } = [Description, Key, Workspace, Environment, Member, Model, Tier, Day];

    /// <summary>The cost report has model and tier in its rows by description only.</summary>
    public string? CostGroupBy => this == Model || this == Tier ? "description" : GroupBy;

    /// <summary>Words may be repeated options or joined by commas. Time comes first, the rest in the order given.</summary>
    /// <param name="all">What may be named; the first stands for nothing named.</param>
    public static IReadOnlyList<Breakdown> Parse(IEnumerable<string> words, IReadOnlyList<Breakdown> all)
    {
        var chosen = words.SelectMany(text => text.Split(',')).Distinct()
            .Select(word => all.FirstOrDefault(b => b.Word == word) ?? throw Unknown(word, all))
            .OrderBy(b => b.GroupBy is null ? 0 : 1).ToList();
        if (chosen.Count(b => b.GroupBy is null) > 1) throw new CliException(ExitCode.Usage, "--by day and --by hour can't go together");
        return chosen.Count == 0 ? [all[0]] : chosen;
    }

    private static CliException Unknown(string word, IReadOnlyList<Breakdown> known)
    {
        var all = $"It takes {string.Join(", ", known.Select(b => b.Word))}.";
        return Nearest.Hint(word, known.Select(b => b.Word)) is { } hint
            ? new CliException(ExitCode.Usage, $"--by does not know '{TerminalText.Safe(word)}'", hint, all)
            : new CliException(ExitCode.Usage, $"--by does not know '{TerminalText.Safe(word)}'", all);
    }
}
