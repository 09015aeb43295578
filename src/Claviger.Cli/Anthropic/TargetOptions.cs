using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Cli.Scan;

namespace Claviger.Cli.Anthropic;

/// <summary>Whether a command is about Claviger's server or about an organization at Anthropic, and how that is reached.</summary>
internal sealed class TargetOptions
{
    public const string Anthropic = "anthropic";

    private readonly Option<string> _target = new("--target") { Description = "anthropic: a real organization there, by its Admin API, instead of Claviger's server", HelpName = "where" };
    private readonly AnthropicOptions _address = new("With --target: ");

    public void AddTo(Command command)
    {
        command.Options.Add(_target);
        _address.AddTo(command);
    }

    /// <summary>Also refuses what says two things at once.</summary>
    public bool IsAnthropic(CliRun run)
    {
        var target = run.Value(_target);
        if (target is null && _address.IsSaid(run)) throw new CliException(ExitCode.Usage, "--base-url and --admin-key-stdin go with --target anthropic");
        if (target is null) return false;
        if (target != Anthropic) throw new CliException(ExitCode.Usage, $"--target '{TerminalText.Safe(target)}' is not known", "There is anthropic; without --target it is Claviger's server");
        if (run.UrlOption is not null || run.ProfileOption is not null) throw new CliException(ExitCode.Usage, "--url and --profile name a Claviger server, and --target anthropic another place", "Its address is --base-url");
        return true;
    }

    /// <summary>Standard input holds one thing.</summary>
    public void NotBothFromStdin(CliRun run, string file)
    {
        if (file == "-" && _address.KeyIsFromStdin(run)) throw new CliException(ExitCode.Usage, "the file and the Admin API key can't both come from standard input", $"Set {AnthropicDoor.KeyVariable}");
    }

    public AnthropicDoor Open(CliRun run) => _address.Open(run);
}
