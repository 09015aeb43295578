using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Claviger.Cli.Help;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class WrongUsage
{
    /// <summary>Null when the line is understood.</summary>
    public static CliException? In(ParseResult parse, string[] args)
    {
        var command = parse.CommandResult.Command;
        if (parse.Action is not ParseErrorAction) return HelpOrCompletion(parse) ? null : DashedValue(parse, command);

        if (parse.UnmatchedTokens is [var first, ..]) return Unknown(first, command);
        if (command.Subcommands.Count > 0 && parse.CommandResult.Children.All(child => child is OptionResult))
            return Failure(command, $"'{HelpPage.FullName(command)}' needs a command: {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}");
        return Failure(command, Sentence(parse.Errors[0]));
    }

    private static CliException Unknown(string token, Command command)
    {
        if (token.StartsWith('-'))
        {
            var name = token.Split('=')[0];
            return Failure(command, $"'{HelpPage.FullName(command)}' has no option {name}", Nearest.Hint(name, OptionNames(command)));
        }

        return command.Subcommands.Count > 0
            ? Failure(command, $"'{HelpPage.FullName(command)}' has no command '{token}'", Nearest.Hint(token, command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)))
            : Failure(command, $"'{token}' is one word too many", token.Contains(' ') ? null : "A name of several words goes in quotes: \"My workspace\"");
    }

    // The parser takes an unknown --option for a value where it expects one: "keys get --jsno" would look for a key of that name.
    private static CliException? DashedValue(ParseResult parse, Command command)
    {
        foreach (var token in parse.Tokens)
        {
            if (token.Type == TokenType.DoubleDash) return null;
            if (token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)) return Unknown(token.Value, command);
        }

        return null;
    }

    private static bool HelpOrCompletion(ParseResult parse) => parse.Action is not null && parse.Action != parse.CommandResult.Command.Action;

    private static string Sentence(ParseError error) => error.SymbolResult switch
    {
        OptionResult { IdentifierTokenCount: 0, Option: var option } => $"{option.Name} <{option.HelpName}> is missing",
        OptionResult { Option: var option, Tokens.Count: 0 } => $"{option.Name} needs a value: {option.Name} <{option.HelpName}>",
        OptionResult { Option: var option } when error.Message.Contains("single argument", StringComparison.Ordinal) => $"{option.Name} may be given once only",
        ArgumentResult { Argument: var argument, Tokens.Count: 0 } => $"<{argument.HelpName ?? argument.Name}> is missing",
        _ => error.Message.TrimEnd('.'),
    };

    private static IEnumerable<string> OptionNames(Command command)
    {
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            foreach (var option in at.Options.Where(o => !o.Hidden && (at == command || o.Recursive)))
            {
                yield return option.Name;
            }
        }
    }

    private static CliException Failure(Command command, string message, string? hint = null)
    {
        var help = $"{HelpPage.FullName(command)} --help shows what it takes";
        return hint is null ? new CliException(ExitCode.Usage, message, help) : new CliException(ExitCode.Usage, message, hint, help);
    }
}
