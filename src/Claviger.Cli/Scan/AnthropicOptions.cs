using System.CommandLine;

namespace Claviger.Cli.Scan;

/// <summary>Where Anthropic's Admin API is, and the key for it. A key is never taken from the command line, where other programs see it.</summary>
/// <param name="when">Begins the descriptions, where the options count under a condition.</param>
internal sealed class AnthropicOptions(string when = "")
{
    private readonly Option<string?> _url = new("--base-url") { Description = $"{when}{(when.Length == 0 ? "A" : "a")}ddress of the Admin API (default: {AnthropicDoor.DefaultUrl})", HelpName = "address" };
    private readonly Option<bool> _stdin = new("--admin-key-stdin") { Description = $"{when}{(when.Length == 0 ? "R" : "r")}ead the Admin API key from standard input instead of {AnthropicDoor.KeyVariable}" };

    public bool IsSaid(CliRun run) => run.Value(_url) is not null || run.Value(_stdin);

    public bool KeyIsFromStdin(CliRun run) => run.Value(_stdin);

    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_stdin);
    }

    public AnthropicDoor Open(CliRun run)
    {
        var url = run.Value(_url) ?? AnthropicDoor.DefaultUrl;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.PathAndQuery is not "/")
            throw new CliException(ExitCode.Usage, $"--base-url '{Output.TerminalText.Safe(url)}' is not an address", $"Write it like {AnthropicDoor.DefaultUrl}");
        // In the clear only to this machine: an admin key opens everything.
        if (address.Scheme == "http" && !address.IsLoopback) throw new CliException(ExitCode.Usage, "--base-url must begin with https:// unless it is this machine");
        var key = (run.Value(_stdin) ? run.Environment.In.ReadLine() : run.Environment.Setting(AnthropicDoor.KeyVariable))?.Trim();
        if (string.IsNullOrEmpty(key))
            throw new CliException(ExitCode.NotSignedIn, "no Admin API key of Anthropic's", $"Set {AnthropicDoor.KeyVariable}, or pipe it in and add --admin-key-stdin", "Claude Console → Settings → Admin keys makes one (sk-ant-admin01-…)");
        if (key.Any(c => c is <= ' ' or > '~')) throw new CliException(ExitCode.NotSignedIn, "the Admin API key holds characters that no key has", "Was it copied whole? It was not sent anywhere.");
        if (key.StartsWith("sk-ant-api", StringComparison.Ordinal))
            throw new CliException(ExitCode.NotSignedIn, $"{AnthropicDoor.KeyVariable} (or --admin-key-stdin) holds an ordinary API key (sk-ant-api…), and the Admin API takes Admin API keys only", "Claude Console → Settings → Admin keys makes one (sk-ant-admin01-…). It was not sent anywhere.");
        return new AnthropicDoor(url, key, run.Environment.Handler());
    }
}
