using System.CommandLine;
using Claviger.Cli.Help;
using Claviger.Cli.Output;

namespace Claviger.Cli.Completion;

/// <summary><c>claviger completion</c>: scripts that let a shell ask this program what may come next.</summary>
internal static class CompletionCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.CompletionSources.Add([.. CompletionScripts.ByShell.Keys]);
        return new CliCommand("completion", "Print a script that makes the Tab key complete commands and options")
        {
            Group = CommandGroup.Program,
            Arguments = { shell },
            Examples =
            [
                new("bash, in every new shell", "echo 'source <(claviger completion bash)' >> ~/.bashrc"),
                new("zsh", "echo 'source <(claviger completion zsh)' >> ~/.zshrc"),
                new("fish", "claviger completion fish > ~/.config/fish/completions/claviger.fish"),
            ],
        }.Does(environment, run =>
        {
            var name = run.Value(shell);
            if (!CompletionScripts.ByShell.TryGetValue(name, out var script))
                throw new CliException(ExitCode.Usage, $"no completion for '{TerminalText.Safe(name)}': there is bash, zsh and fish", [.. Nearest.To(name, CompletionScripts.ByShell.Keys).Take(1).Select(near => $"Did you mean {near}?")]);
            run.Environment.Out.Write(script);
            return Task.FromResult(ExitCode.Ok);
        });
    }
}
