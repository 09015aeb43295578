using System.CommandLine;
using Claviger.Cli.Output;

namespace Claviger.Cli.Help;

/// <summary>The help of a command: what it does, how it is written, what it takes, examples to copy.</summary>
internal static class HelpPage
{
    public static int Write(Command root, Command command, Screen screen)
    {
        var page = new HelpWriter(screen);
        page.Text($"{command.Description?.TrimEnd('.')}{(command.Description?.EndsWith('?') == true ? "" : ".")}");
        if (command is CliCommand { Remark: { } remark })
        {
            page.Gap();
            page.Text(remark);
        }

        page.Heading("Usage");
        page.Indented(UsageLine(command));

        if (command == root) RootCommands(root, page);
        else page.Rows("Commands", Visible(command.Subcommands).Select(c => (c.Name, c.Description ?? "")));

        page.Rows("Arguments", command.Arguments.Where(a => !a.Hidden).Select(a => (Placeholder(a), a.Description ?? "")));
        page.Rows("Options", Visible(command.Options).Select(Row));
        if (command is CliCommand { Examples: { Count: > 0 } examples }) page.Examples(examples);
        if (command == root) RootNotes(page);
        else page.Rows("Options of every command", Visible(root.Options).Where(o => o.Recursive).Select(Row));
        return ExitCode.Ok;
    }

    public static string FullName(Command command)
    {
        var names = new List<string>();
        for (Command? at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault()) names.Insert(0, at.Name);
        return string.Join(' ', names.Prepend(CliRoot.ProgramName));
    }

    private static void RootCommands(Command root, HelpWriter page)
    {
        foreach (var group in CommandGroup.Ordered)
            page.Rows(group, Visible(root.Subcommands).Where(c => ((c as CliCommand)?.Group ?? CommandGroup.Run) == group).Select(c => (c.Name, c.Description ?? "")), width: 12);
    }

    private static void RootNotes(HelpWriter page)
    {
        page.Examples(
        [
            new("Sign in once, then look around", "claviger login"),
            new("Make a key for a service; its secret is printed once", "claviger keys create --workspace Production --service recommendation-service"),
            new("What was spent this month, by key", "claviger usage"),
        ]);
        page.Rows("Environment variables",
        [
            ("CLAVIGER_URL", "address of the server, instead of a profile's"),
            ("CLAVIGER_ADMIN_KEY", "admin key, instead of a profile's"),
            ("CLAVIGER_PROFILE", "profile to use, instead of the current one"),
            ("CLAVIGER_CONFIG_DIR", "folder of config.json, instead of ~/.config/claviger"),
            ("NO_COLOR", "set to anything: no colours"),
        ]);
        page.Rows("Exit codes", ExitCode.All.Select(pair => (pair.Code.ToString(), pair.Meaning)));
        page.Gap();
        page.Text($"Every command explains itself: {CliRoot.ProgramName} keys create --help");
    }

    private static string UsageLine(Command command)
    {
        var parts = new List<string> { FullName(command) };
        if (command.Subcommands.Count > 0) parts.Add(command.Action is null ? "<command>" : "[command]"); // one that does something by itself needs none
        parts.AddRange(command.Arguments.Where(a => !a.Hidden).Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{Placeholder(a)}]" : Placeholder(a)));
        parts.AddRange(Visible(command.Options).Where(o => o.Required).Select(o => $"{o.Name} <{o.HelpName}>"));
        parts.Add("[options]");
        return string.Join(' ', parts);
    }

    private static (string, string) Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Prepend(option.Name));
        var takesValue = option.HelpName is not null;
        return (takesValue ? $"{names} <{option.HelpName}>" : names, option.Required ? $"{option.Description} (required)" : option.Description ?? "");
    }

    private static string Placeholder(Argument argument) => $"<{argument.HelpName ?? argument.Name}>";

    private static IEnumerable<Option> Visible(IEnumerable<Option> options) => options.Where(o => !o.Hidden);

    private static IEnumerable<Command> Visible(IEnumerable<Command> commands) => commands.Where(c => !c.Hidden);
}
