using System.CommandLine;
using Claviger.Cli.Output;

namespace Claviger.Cli.OrganizationFiles;

/// <summary><c>claviger validate</c>: whether a file can be read, without a server.</summary>
internal static class ValidateCommand
{
    public static Argument<string> FileArgument() => new("file") { Description = "The file; - for standard input", DefaultValueFactory = _ => OrganizationText.UsualName };

    public static CliCommand Build(CliEnvironment environment)
    {
        var path = FileArgument();
        return new CliCommand("validate", "Check a file of the organization, without a server")
        {
            Group = CommandGroup.File,
            Arguments = { path },
            Remark = "Every fault at once, each with line and column. Ends with exit code 1 if there are any.",
            Examples = [new("In a commit hook", "claviger validate")],
        }.Does(environment, run =>
        {
            var text = OrganizationText.Read(run, run.Value(path));
            if (text.PrintFaults(run)) return Task.FromResult(ExitCode.Refused);
            run.Note($"{TerminalText.Safe(text.Name)} is right.", Tone.Good);
            return Task.FromResult(ExitCode.Ok);
        });
    }
}
