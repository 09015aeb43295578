using Claviger.Cli.Output;

namespace Claviger.Cli.Workspaces;

/// <summary><c>name=value</c>, as options give it.</summary>
internal static class TagText
{
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> texts)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new CliException(ExitCode.Usage, $"--tag '{TerminalText.Safe(text)}' is not name=value", "For example --tag team=search");
            tags[text[..equals]] = text[(equals + 1)..];
        }

        return tags;
    }
}
