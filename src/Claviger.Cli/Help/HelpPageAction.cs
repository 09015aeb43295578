using System.CommandLine;
using System.CommandLine.Invocation;

namespace Claviger.Cli.Help;

/// <summary>Answers <c>--help</c>, whatever else is wrong with the line.</summary>
internal sealed class HelpPageAction(CliEnvironment environment) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult) =>
        HelpPage.Write(parseResult.RootCommandResult.Command, parseResult.CommandResult.Command, new CliRun(parseResult, environment).Out);
}
