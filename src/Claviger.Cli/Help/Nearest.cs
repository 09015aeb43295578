namespace Claviger.Cli.Help;

/// <summary>Finds what a person meant by a word that is not there.</summary>
internal static class Nearest
{
    private const int Most = 3;

    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> candidates)
    {
        var low = wanted.ToLowerInvariant();
        var mostEdits = low.Length <= 3 ? 1 : Math.Max(2, low.Length / 3);
        return [.. candidates.Distinct(StringComparer.Ordinal)
            .Select(candidate => (Text: candidate, Distance: Words(candidate.ToLowerInvariant()).Min(word => Distance(low, word))))
            .Where(pair => pair.Distance <= mostEdits || Holds(pair.Text, low))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Text, StringComparer.Ordinal)
            .Take(Most).Select(pair => pair.Text)];
    }

    /// <summary>Null when nothing comes near.</summary>
    public static string? Hint(string wanted, IEnumerable<string> candidates) => To(wanted, candidates) switch
    {
        [] => null,
        var near => $"Did you mean {string.Join(" or ", near.Select(Output.TerminalText.Safe))}?",
    };

    private static bool Holds(string candidate, string low) => low.Length >= 3 && candidate.Contains(low, StringComparison.OrdinalIgnoreCase);

    // People remember a first name, or a word of a long name.
    private static IEnumerable<string> Words(string candidate) => candidate.Split(' ').Where(word => word.Length > 2).Prepend(candidate);

    // Edits between two words; two neighbours swapped count as one, because that is how people mistype.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        }

        return rows[a.Length, b.Length];
    }
}
