using Claviger.Cli.Help;
using Claviger.Cli.Output;
using Claviger.Core.Rates;

namespace Claviger.Cli.Rates;

/// <summary><c>limiter=number</c> and <c>class.limiter=number</c>, as options give them; <c>none</c> stands for no limit.</summary>
internal static class LimitText
{
    public const string None = "none";

    /// <summary>Limiters of one group.</summary>
    public static IReadOnlyDictionary<string, long?> OfGroup(IEnumerable<string> texts, RateGroup group)
    {
        var limits = new Dictionary<string, long?>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (limiter, value) = Split(text, "requests_per_minute=50");
            if (!limits.TryAdd(CheckedLimiter(limiter, text, LimiterNames.KnownTo(group)), value)) throw Wrong($"--limit {limiter} is given twice");
        }

        return limits;
    }

    /// <summary>Limiters by class, <c>default</c> among them.</summary>
    public static IReadOnlyList<(string Class, string Limiter, long? Value)> ByClass(IEnumerable<string> texts)
    {
        var limits = new List<(string Class, string Limiter, long? Value)>();
        foreach (var text in texts)
        {
            var (name, value) = Split(text, "opus_5_5.requests_per_minute=50");
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot <= 0) throw Wrong($"--limit '{TerminalText.Safe(text)}' names no class", $"For example --limit opus_5_5.{name}={value?.ToString() ?? None}");
            var (group, limiter) = (name[..dot], name[(dot + 1)..]);
            var known = group == Tier.DefaultClass ? Enum.GetValues<LimiterType>() : LimiterNames.KnownTo(Group(group));
            CheckedLimiter(limiter, text, known);
            if (limits.Any(limit => limit.Class == group && limit.Limiter == limiter)) throw Wrong($"--limit {name} is given twice");
            limits.Add((group, limiter, value));
        }

        return limits;
    }

    public static RateGroup Group(string name) => RateGroups.OfClass(name)
        ?? throw Wrong($"there is no class '{TerminalText.Safe(name)}'", [.. Hint(name), $"Classes: {string.Join(", ", RateGroups.All.Select(group => group.Class))}"]);

    private static IEnumerable<string> Hint(string name) => Nearest.Hint(name, RateGroups.All.Select(group => group.Class)) is { } hint ? [hint] : [];

    private static (string Name, long? Value) Split(string text, string example)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw Wrong($"--limit '{TerminalText.Safe(text)}' says no number", $"For example --limit {example}");
        var value = text[(equals + 1)..];
        if (value == None) return (text[..equals], null);
        return long.TryParse(value, System.Globalization.NumberStyles.None, null, out var number) && number is >= 1 and <= RateFigures.Largest
            ? (text[..equals], number)
            : throw Wrong($"--limit '{TerminalText.Safe(text)}': a limit is a whole number from 1 to {RateFigures.Largest:N0}, or none", $"For example --limit {example}");
    }

    private static string CheckedLimiter(string name, string text, IReadOnlyList<LimiterType> known) => LimiterNames.Find(name) is { } type && known.Contains(type)
        ? name
        : throw Wrong($"--limit '{TerminalText.Safe(text)}': this class knows no such limit", $"It takes {string.Join(", ", known.Select(LimiterNames.Of))}");

    private static CliException Wrong(string message, params IReadOnlyList<string> hints) => new(ExitCode.Usage, message, hints);
}
